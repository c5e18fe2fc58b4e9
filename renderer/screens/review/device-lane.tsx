import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { phraseOf } from '../../phrases.ts'
import { percent, shareOf, type Span } from './timeline-scale.ts'

/** What the recorder itself reported, from each event to the next. */
export const DeviceLane = memo(function DeviceLane({
  clip,
  span,
}: {
  readonly clip: ClipFacts
  readonly span: Span
}): ReactNode {
  const { t } = useTranslation()
  const events = clip.events.toSorted((a, b) => a.ptsMs - b.ptsMs)
  return (
    <div className="lane lane-device">
      {events.map((event, index) => {
        const start = Math.max(0, shareOf(span, event.ptsMs / 1000))
        const next = events[index + 1]
        const end = Math.min(1, next ? shareOf(span, next.ptsMs / 1000) : 1)
        if (end <= start) return null
        const words = phraseOf(t, `state.device.${event.kind}`)
        return (
          <span
            key={`${event.ptsMs} ${event.kind}`}
            className="lane-event"
            title={words}
            style={{ insetInlineStart: percent(start), inlineSize: percent(end - start) }}
          >
            {words}
          </span>
        )
      })}
    </div>
  )
})
