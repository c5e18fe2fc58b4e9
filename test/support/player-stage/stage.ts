import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { makeClipPlayer } from '../../../renderer/player/clip-player.ts'
import type { ClipPlayer } from '../../../renderer/player/player-state.ts'
import { readCode } from '../code-row.ts'
import { fromPlain, type PlainTable } from './plain-table.ts'

/** What the tests call in the page. */
export interface Stage {
  readonly player: ClipPlayer
  open(clip: number): Promise<number>
  /** The number burnt into the picture that the player would hand over. */
  grabbed(): Promise<number | undefined>
  /** The number burnt into what the page really shows. */
  displayed(): number | undefined
  /** Milliseconds of each act, one after the other. */
  timed(acts: number, act: (player: ClipPlayer, index: number) => Promise<void>): Promise<number[]>
}

declare global {
  var stage: Stage
}

const host = document.querySelector<HTMLElement>('#host')
if (!host) throw new Error('no host')
const player = makeClipPlayer(host)
let table: FrameTable | undefined

/** Reads the picture upright again, whichever way it is shown; the pixels' shape matters to the page alone. */
function codeOf(source: CanvasImageSource, shape: FrameTable): number | undefined {
  const { width, height, rotation } = shape
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.translate(width / 2, height / 2)
  context?.rotate((-rotation * Math.PI) / 180)
  const [across, down] = rotation % 180 === 0 ? [width, height] : [height, width]
  context?.drawImage(source, -across / 2, -down / 2, across, down)
  const pixels = context?.getImageData(0, 0, width, height).data
  return pixels && readCode(pixels, width, height, 4)
}

globalThis.stage = {
  player,
  async open(clip) {
    const answer = (await (await fetch(`/table/${clip}`)).json()) as { facts: ClipFacts; table: PlainTable }
    table = fromPlain(answer.table)
    await player.load(answer.facts, table)
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
  async timed(acts, act) {
    const times: number[] = []
    for (let i = 0; i < acts; i++) {
      const start = performance.now()
      await act(player, i)
      times.push(performance.now() - start)
    }
    return times
  },
}
