import { useEffect, useState } from 'react'
import { type FrameTable, frameAt, toSeconds } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { cameraStart } from './camera-clock.ts'
import type { ClockedClip } from './case-clock.ts'
import { useReviewModel } from './review-model.ts'

/** The clips of the case on one clock, and those without one. */
export interface CaseClock {
  readonly clocked: readonly ClockedClip[]
  readonly without: readonly ClipFacts[]
  /** Clips whose length is not known before they are opened: counting them would read them whole. */
  readonly uncounted: readonly ClipFacts[]
  /** Shows the frame of a clip at a moment. */
  readonly goTo: (clip: number, moment: number) => void
}

/** Containers with an index of their own are counted at once; of others only what is small. */
const small = 256 * 2 ** 20

function countsQuickly({ mediaType, size }: ClipFacts): boolean {
  return mediaType === 'video/mp4' || mediaType === 'video/quicktime' || size < small
}

export function useCaseClock(): CaseClock {
  const { view, acts, workstation } = useReviewModel()
  const clips = view.bundle.case?.clips ?? none
  const lengths = useLengths(clips)
  const starts = clips.map((clip) => ({ clip, start: cameraStart(view, clip)?.startMs }))
  const clocked = starts.flatMap(({ clip, start }) => {
    const length = lengths.get(clip.sha256)
    return start === undefined || !length
      ? []
      : [{ clip: clip.number, from: start + length.from, to: start + length.to }]
  })
  const goTo = async (clip: number, moment: number): Promise<void> => {
    const start = starts.find((known) => known.clip.number === clip)?.start
    const table = await workstation.frameTable({ clip })
    if (start !== undefined && table.ok) acts.goTo(frameAt(table.value, (moment - start) / 1000), clip)
  }
  const timed = starts.filter(({ start }) => start !== undefined).map(({ clip }) => clip)
  return {
    clocked,
    without: starts.filter(({ start }) => start === undefined).map(({ clip }) => clip),
    uncounted: timed.filter((clip) => !lengths.has(clip.sha256)),
    goTo: (clip, moment) => void goTo(clip, moment),
  }
}

const none: readonly ClipFacts[] = []

interface Length {
  readonly from: number
  readonly to: number
}

const known = new Map<string, Length>()

/** Begin and end of each clip's media time in milliseconds, one after the other in the background. */
function useLengths(clips: readonly ClipFacts[]): ReadonlyMap<string, Length> {
  const { workstation, table, clip } = useReviewModel()
  const [, setCount] = useState(known.size)
  const here = table.state === 'ready' && table.clip === clip?.number ? table.table : undefined
  if (here && clip && !known.has(clip.sha256)) known.set(clip.sha256, lengthOf(here))
  useEffect(() => {
    let wanted = true
    const ask = async (): Promise<void> => {
      for (const { number, sha256 } of clips.filter(countsQuickly)) {
        if (!wanted || known.has(sha256)) continue
        const answer = await workstation.frameTable({ clip: number })
        if (answer.ok) known.set(sha256, lengthOf(answer.value))
        if (wanted) setCount(known.size)
      }
    }
    void ask()
    return () => {
      wanted = false
    }
  }, [clips, workstation])
  return known
}

function lengthOf(table: FrameTable): Length {
  const [from = 0] = table.pts
  return { from: toSeconds(from, table.timeBase) * 1000, to: toSeconds(table.end, table.timeBase) * 1000 }
}
