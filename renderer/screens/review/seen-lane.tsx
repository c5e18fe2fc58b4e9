import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { useCommands } from '../../command-bus.tsx'
import { percentText } from '../../figures.ts'
import { nameText } from '../../names.ts'
import { type Coverage, type Frames, framesIn, unseenBeside } from './coverage.ts'
import { useReviewModel } from './review-model.ts'
import { spanPath } from './span-path.ts'
import { type Span, spanOfFrames } from './timeline-scale.ts'
import type { Seen } from './use-seen.ts'

interface SeenLaneProps {
  readonly seen: Seen
  readonly table: FrameTable
  readonly span: Span
  readonly width: number
}

/** Which frames were on screen: the bar is one's own, the thin line below it that of everybody else. */
export function SeenLane({ seen: { own, others }, table, span, width }: SeenLaneProps): ReactNode {
  const words = useSeenWords()
  const theirs = useMemo(
    () => others.flatMap(({ coverage }) => [...coverage.seen, ...coverage.fast]).toSorted(byFrame),
    [others],
  )
  const drawn = (ranges: readonly Frames[], top: number, height: number): string =>
    spanPath(
      ranges.map(({ from, to }) => spanOfFrames(table, from, to)),
      span,
      width,
      { top, height },
    )
  const lines = [
    words(undefined, own, table.pts.length),
    ...others.map(({ name, coverage }) => words(name, coverage, table.pts.length)),
  ]
  return (
    <div className="lane lane-seen" role="img" aria-label={lines.join(' ')} title={lines.join('\n')}>
      <svg className="lane-drawing" aria-hidden>
        <path className="seen-track" d={`M0 5H${width}V13H0Z`} />
        <path className="seen-fast" d={drawn(own.fast, 5, 8)} />
        <path className="seen-calm" d={drawn(own.seen, 5, 8)} />
        <path className="seen-others" d={drawn(theirs, 15, 2)} />
      </svg>
    </div>
  )
}

function byFrame(a: Frames, b: Frames): number {
  return a.from - b.from
}

/** A sentence on what somebody had on screen: `undefined` is whoever reads it. */
function useSeenWords(): (name: string | undefined, coverage: Coverage, count: number) => string {
  const { t, i18n } = useTranslation()
  return (name, { seen, fast, unseen }, count) => {
    const share = (ranges: readonly Frames[]): string =>
      percentText(framesIn(ranges) / Math.max(1, count), i18n.language)
    const facts = { seen: share(seen), fast: share(fast), unseen: share(unseen) }
    return name === undefined
      ? t('window.timeline.seenOwn', facts)
      : t('window.timeline.seenOther', { ...facts, name: nameText(t, name) })
  }
}

/** The keys that lead from one stretch that one has not seen to the next. */
export function useUnseenCommands(own: Coverage): void {
  const { player, acts } = useReviewModel()
  const beside = (step: 1 | -1) => {
    const { frame, wanted } = player?.state() ?? {}
    return unseenBeside(own, frame ?? wanted ?? 0, step)
  }
  const goTo = (step: 1 | -1): void => {
    const frame = beside(step)
    if (frame !== undefined) acts.goTo(frame)
  }
  const any = own.unseen.length > 0
  useCommands({
    'playback.nextUnseen': any ? () => goTo(1) : undefined,
    'playback.previousUnseen': any ? () => goTo(-1) : undefined,
  })
}
