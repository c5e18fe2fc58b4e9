import { useCallback, useEffect, useState } from 'react'
import { parsePeaks, printPeaks, type SoundPeaks } from '../../../main/core/clip/sound-peaks.ts'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { makePeaks, type PeaksJob } from '../../player/sound/make-peaks.ts'
import type { ClipPlayer } from '../../player/player-state.ts'
import { useReviewModel } from './review-model.ts'

/** What is known of a clip's loudness. */
export type Sound =
  | { readonly state: 'none' | 'waiting' | 'unreadable' | 'onWish' }
  | { readonly state: 'making'; readonly peaks: SoundPeaks; readonly done: number }
  | { readonly state: 'ready'; readonly peaks: SoundPeaks }

/** Reading a larger clip through takes minutes of the disk: then only on wish. */
const largest = 2 * 2 ** 30
/** The first picture comes before the first sound is read. */
const patience = 1_200
/** So long after the last step the work goes on. */
const restAfterStep = 600

const known = new Map<string, SoundPeaks>()

/** The loudness of the clip on stage, from an earlier session or made in the background; the act makes it on wish. */
export function useSound(clip: ClipFacts, table: FrameTable): readonly [Sound, make: () => void] {
  const { workstation, player } = useReviewModel()
  const [wished, setWished] = useState(false)
  const [answer, setAnswer] = useState<{ readonly of: string; readonly sound: Sound }>()
  const { number, size, sha256 } = clip
  const silent = table.audio.length === 0
  const wait = size > largest && !wished
  useEffect(() => {
    if (silent || !player || known.has(sha256)) return undefined
    const tell = (sound: Sound): void => setAnswer({ of: sha256, sound })
    return followSound({ workstation, player, clip: { number, size, sha256 }, wait, tell })
  }, [workstation, player, number, size, sha256, silent, wait])
  const make = useCallback(() => setWished(true), [])
  const peaks = known.get(sha256)
  if (silent) return [{ state: 'none' }, make]
  if (peaks) return [{ state: 'ready', peaks }, make]
  return [answer?.of === sha256 ? answer.sound : { state: 'waiting' }, make]
}

interface SoundJob {
  readonly workstation: Bridge
  readonly player: ClipPlayer
  readonly clip: Pick<ClipFacts, 'number' | 'size' | 'sha256'>
  /** Only what was kept is asked for. */
  readonly wait: boolean
  readonly tell: (sound: Sound) => void
}

/** Returns the function that ends it, whatever has come of it. */
function followSound({ workstation, player, clip, wait, tell }: SoundJob): () => void {
  let job: PeaksJob | undefined
  let ended = false
  const finish = (peaks: SoundPeaks): void => {
    known.set(clip.sha256, peaks)
    tell({ state: 'ready', peaks })
  }
  const start = (): void => {
    const url = new URL(`/clip/${clip.number}`, location.href).href
    job = makePeaks(url, clip.size, (answer) => {
      if (ended) return
      if (answer.kind === 'unreadable') return tell({ state: 'unreadable' })
      if (!answer.ended) return tell({ state: 'making', peaks: answer.peaks, done: answer.done })
      finish(answer.peaks)
      void workstation.keepPeaks({ clip: clip.number, peaks: printPeaks(answer.peaks) })
    })
  }
  const timer = setTimeout(() => {
    void workstation.keptPeaks({ clip: clip.number }).then((bytes) => {
      if (ended) return
      const kept = bytes ? parsePeaks(bytes) : undefined
      if (kept) finish(kept)
      else if (wait) tell({ state: 'onWish' })
      else start()
    })
  }, patience)
  const release = holdWhileStepping(player, (held) => job?.hold(held))
  return () => {
    ended = true
    clearTimeout(timer)
    release()
    job?.cancel()
  }
}

/** Tells when somebody begins to step, and when nothing has moved for a while. Playing does not count. */
export function holdWhileStepping(player: ClipPlayer, hold: (held: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = player.state().wanted
  const end = player.subscribe(() => {
    const { wanted, playing } = player.state()
    if (playing || wanted === frame) return
    frame = wanted
    if (timer === undefined) hold(true)
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      hold(false)
    }, restAfterStep)
  })
  return () => {
    end()
    clearTimeout(timer)
  }
}
