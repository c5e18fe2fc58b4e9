import { memo, type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { percentText } from '../../figures.ts'
import { useReviewModel } from './review-model.ts'
import {
  percent,
  shareOf,
  type Span,
  spanOfFrames,
  verifiedShare,
  verifiedSpans,
  wholeSpan,
} from './timeline-scale.ts'

interface CheckLaneProps {
  readonly table: FrameTable
  readonly clip: ClipFacts
  readonly span: Span
}

/** Which stretches are verified, which are still to come, and which do not match the seal. */
export const CheckLane = memo(function CheckLane({ table, clip, span }: CheckLaneProps): ReactNode {
  const { t, i18n } = useTranslation()
  const { view } = useReviewModel()
  const progress = view.progress.clips.find((candidate) => candidate.clip === clip.number)
  const file = view.bundle.files.find((candidate) => candidate.path === clip.path)
  const whole = file?.state === 'ok' || view.progress.state === 'whole'
  const verified = useEnoughNews(progress?.verified ?? none, clip)
  const spans = useMemo(
    () => (whole ? [wholeSpan(table)] : verifiedSpans(table, clip, verified)),
    [table, clip, verified, whole],
  )
  const broken = view.broken.filter((chunk) => chunk.clip === clip.number)
  const share = whole ? 1 : verifiedShare(clip, verified)
  const last = spans.at(-1)
  const rest = last ? shareOf(span, last.to) : 0
  return (
    <div
      className="lane lane-check"
      role="img"
      aria-label={t('window.timeline.checkWords', {
        percent: percentText(share, i18n.language),
        count: broken.length,
      })}
    >
      {spans.map((part) => (
        <Stretch key={part.from} className="check-verified" part={part} span={span} />
      ))}
      {broken.map((chunk) => (
        <Stretch
          key={chunk.chunk}
          className="check-broken"
          part={spanOfFrames(table, chunk.from, chunk.to)}
          span={span}
        />
      ))}
      {share < 1 && broken.length === 0 && rest < 0.72 ? (
        <span className="check-words" style={{ insetInlineStart: percent(Math.max(0, rest)) }}>
          {t('window.timeline.checkedFirst')}
        </span>
      ) : null}
    </div>
  )
})

type Runs = readonly (readonly [number, number])[]
const none: Runs = []
/** So many steps from nothing to all: a lane has no more places, and a clip of hours has a million frames to look through. */
const steps = 800

/** The verified chunks, taken over anew only when a step of the whole has been added. */
function useEnoughNews(verified: Runs, clip: ClipFacts): Runs {
  const [taken, take] = useState(verified)
  if (taken === verified) return taken
  const added = verifiedShare(clip, verified) - verifiedShare(clip, taken)
  // Each view of the case brings a new list, mostly with the same in it.
  if (Math.abs(added) * steps < 1 && verifiedShare(clip, verified) < 1) return taken
  take(verified)
  return verified
}

interface StretchProps {
  readonly className: string
  readonly part: Span
  readonly span: Span
}

function Stretch({ className, part, span }: StretchProps): ReactNode {
  const start = Math.max(0, shareOf(span, part.from))
  const end = Math.min(1, shareOf(span, part.to))
  if (end <= start) return null
  return (
    <span
      className={className}
      style={{ insetInlineStart: percent(start), inlineSize: percent(end - start) }}
    />
  )
}
