import { seekTime, type FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { toHex } from '../../../main/core/bytes.ts'
import type { Outcome } from '../../../renderer/player/engine/frame-engine.ts'
import { openEngine } from '../../../renderer/player/engine/open-engine.ts'
import { makeClipPlayer } from '../../../renderer/player/clip-player.ts'
import type { ClipPlayer } from '../../../renderer/player/player-state.ts'
import { type CameraPane, makeCameraSet } from '../../../renderer/player/cameras/camera-set.ts'
import { countPictures } from './count-pictures.ts'
import { cellSize, readCode } from '../code-row.ts'
import { fromPlain, type PlainTable } from './plain-table.ts'

/** What the tests call in the page. */
export interface Stage {
  readonly player: ClipPlayer
  open(clip: number): Promise<number>
  /** The number burnt into the picture that the player would hand over. */
  grabbed(): Promise<number | undefined>
  /** The number burnt into what the page really shows. */
  displayed(): number | undefined
  /** Plays for a while: at each new frame its number, and the number burnt into what the page shows at that moment. */
  watched(milliseconds: number): Promise<(readonly [number, number | undefined])[]>
  /** SHA-256 of the decoder's planes of each of these frames, or why there is none. */
  hashes(clip: number, frames: readonly number[]): Promise<string[]>
  /** Pictures that are alive after so many engines were opened, asked for frames here and there, and closed; and the most bytes one held. */
  leaks(clip: number, rounds: number, cacheBytes: number): Promise<{ alive: number; most: number }>
  /** Where the picture stands on the page while it plays and while it does not: left, top, width, height. */
  places(): { readonly playing: readonly number[]; readonly standing: readonly number[] }
  /** What a player shows that adds a frame's length to the clock of a video element: our bad example. */
  naive(clip: number, steps: number, framesPerSecond: number): Promise<(number | undefined)[]>
  /** Milliseconds of each act, begun no faster than one in `every` milliseconds. */
  timed(
    acts: number,
    act: (player: ClipPlayer, index: number) => Promise<void>,
    every: number,
  ): Promise<number[]>
  /**
   * These clips side by side, each begun so many milliseconds after the one before; that many locked steps, begun
   * no faster than one in `every` milliseconds: how long each took until all four pictures stood there, and how many
   * panes showed another number than the one burnt into their picture, or a time off by more than one frame.
   */
  cameras(
    clips: readonly number[],
    apart: number,
    steps: number,
    every: number,
  ): Promise<{ readonly times: readonly number[]; readonly wrong: number }>
  /** Milliseconds of each seek of a plain video element to the middle of these frames. */
  videoSeeks(clip: number, frames: readonly number[]): Promise<number[]>
}

declare global {
  var stage: Stage
}

const alivePictures = countPictures()
const host = document.querySelector<HTMLElement>('#host')
if (!host) throw new Error('no host')
const player = makeClipPlayer(host)
let table: FrameTable | undefined

/**
 * Reads the picture upright again, whichever way it is shown; the pixels' shape matters to the page alone. Only
 * the strip with the code is drawn: reading back a whole picture costs more than showing it.
 */
function codeOf(source: CanvasImageSource, shape: FrameTable): number | undefined {
  const { width, height, rotation } = shape
  const strip = cellSize(width)
  const context = new OffscreenCanvas(width, strip).getContext('2d', { willReadFrequently: true })
  context?.translate(width / 2, strip - height / 2)
  context?.rotate((-rotation * Math.PI) / 180)
  const [across, down] = rotation % 180 === 0 ? [width, height] : [height, width]
  context?.drawImage(source, -across / 2, -down / 2, across, down)
  const pixels = context?.getImageData(0, 0, width, strip).data
  return pixels && readCode(pixels, width, strip, 4)
}

async function clipAt(clip: number): Promise<{ facts: ClipFacts; table: PlainTable }> {
  return (await (await fetch(`/table/${clip}`)).json()) as { facts: ClipFacts; table: PlainTable }
}

async function tableFor(clip: number): Promise<FrameTable> {
  return fromPlain((await clipAt(clip)).table)
}

async function hashOf(outcome: Outcome | undefined): Promise<string> {
  if (outcome?.kind !== 'picture') return outcome?.kind === 'missing' ? outcome.reason : 'none'
  const planes = new Uint8Array(outcome.picture.allocationSize())
  await outcome.picture.copyTo(planes)
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', planes)))
}

globalThis.stage = {
  player,
  async open(clip) {
    const { facts } = await clipAt(clip)
    table = await tableFor(clip)
    await player.load(facts, table)
    return table.pts.length
  },
  async grabbed() {
    const picture = await createImageBitmap(await player.grab())
    return table && codeOf(picture, { ...table, rotation: 0 })
  },
  displayed() {
    const layers = [...document.querySelectorAll<HTMLCanvasElement | HTMLVideoElement>('canvas, video')]
    const seen = layers.find((layer) => getComputedStyle(layer).visibility === 'visible')
    return seen && table ? codeOf(seen, table) : undefined
  },
  async watched(milliseconds) {
    const seen: (readonly [number, number | undefined])[] = []
    const end = player.subscribe(() => {
      const { frame, playing } = player.state()
      if (playing && frame !== undefined && seen.at(-1)?.[0] !== frame) seen.push([frame, stage.displayed()])
    })
    player.setMuted(true)
    player.play()
    await new Promise((done) => setTimeout(done, milliseconds))
    end()
    player.pause()
    return seen
  },
  async hashes(clip, frames) {
    const { facts } = await clipAt(clip)
    const engine = await openEngine(`/clip/${clip}`, facts.size, await tableFor(clip), 64 << 20)
    const found: string[] = []
    for (const frame of frames) found.push(await hashOf(await engine?.frame(frame)))
    engine?.close()
    return found
  },
  async leaks(clip, rounds, cacheBytes) {
    const { facts } = await clipAt(clip)
    const shape = await tableFor(clip)
    let most = 0
    for (let round = 0; round < rounds; round++) {
      const engine = await openEngine(`/clip/${clip}`, facts.size, shape, cacheBytes)
      for (let i = 0; i < 4; i++) await engine?.frame((round * 31 + i * 13) % shape.pts.length)
      // Closed in the middle of the work, too.
      if (round % 2 === 0) void engine?.frame((round * 7) % shape.pts.length)
      most = Math.max(most, engine?.held().bytes ?? 0)
      engine?.close()
    }
    await new Promise((done) => setTimeout(done, 500))
    return { alive: alivePictures(), most }
  },
  places() {
    const [playing = [], standing = []] = ['video', 'canvas'].map((layer) => {
      const { left, top, width, height } =
        document.querySelector(layer)?.getBoundingClientRect() ?? new DOMRect()
      return [left, top, width, height].map(Math.round)
    })
    return { playing, standing }
  },
  async naive(clip, steps, framesPerSecond) {
    const video = document.createElement('video')
    video.src = `/clip/${clip}`
    await new Promise((done) => video.addEventListener('loadeddata', done, { once: true }))
    const shape = { ...(await tableFor(clip)), rotation: 0 as const }
    const seen: (number | undefined)[] = []
    for (let step = 0; step < steps; step++) {
      seen.push(codeOf(video, shape))
      video.currentTime += 1 / framesPerSecond
      await new Promise((done) => video.addEventListener('seeked', done, { once: true }))
    }
    video.removeAttribute('src')
    video.load()
    return seen
  },
  async timed(acts, act, every) {
    const times: number[] = []
    for (let i = 0; i < acts; i++) {
      const start = performance.now()
      await act(player, i)
      const took = performance.now() - start
      times.push(took)
      await new Promise((done) => setTimeout(done, Math.max(0, every - took)))
    }
    return times
  },
  async cameras(clips, apart, steps, every) {
    const panes: CameraPane[] = []
    for (const [i, clip] of clips.entries()) {
      const { facts } = await clipAt(clip)
      const place = document.createElement('div')
      // Four to a screen, as the window shows them.
      Object.assign(place.style, {
        position: 'absolute',
        width: '640px',
        height: '360px',
        left: `${(i % 2) * 640}px`,
      })
      Object.assign(place.style, { top: `${i > 1 ? 360 : 0}px` })
      document.body.append(place)
      panes.push({ clip: facts, table: await tableFor(clip), startMs: i * apart, host: place })
    }
    const set = makeCameraSet(panes)
    await set.showMoment(apart * clips.length + 500)
    const times: number[] = []
    let wrong = 0
    for (let step = 0; step < steps; step++) {
      const start = performance.now()
      await set.stepBy(1)
      times.push(performance.now() - start)
      wrong += set.state().panes.filter(({ frame, showing }, i) => {
        const [pane, canvas] = [panes[i], panes[i]?.host.querySelector('canvas')]
        const seen = pane && canvas && codeOf(canvas, pane.table)
        return showing !== 'shown' || frame === undefined || seen !== frame
      }).length
      await new Promise((done) => setTimeout(done, Math.max(0, every - (performance.now() - start))))
    }
    set.destroy()
    for (const { host: place } of panes) place.remove()
    return { times, wrong }
  },
  async videoSeeks(clip, frames) {
    const shape = await tableFor(clip)
    const video = document.createElement('video')
    video.src = `/clip/${clip}`
    document.body.append(video)
    await new Promise((done) => video.addEventListener('loadeddata', done, { once: true }))
    const times: number[] = []
    for (const frame of frames) {
      const start = performance.now()
      const shown = new Promise((done) => video.requestVideoFrameCallback(done))
      video.currentTime = seekTime(shape, frame)
      await shown
      times.push(performance.now() - start)
      await new Promise((done) => setTimeout(done, 100))
    }
    video.remove()
    return times
  },
}
