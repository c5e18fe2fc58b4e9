import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { frameSeconds, frameText, mediaTime } from '../../figures.ts'
import { useReviewModel } from './review-model.ts'
import { percent, shareOf, type Span } from './timeline-scale.ts'
import { usePlayerPart } from './use-player.ts'

/** Where the picture on stage lies. With the focus on it the arrow keys step, as everywhere. */
export function Playhead({ table, span }: { readonly table: FrameTable; readonly span: Span }): ReactNode {
  const { t } = useTranslation()
  const { player } = useReviewModel()
  const frame = usePlayerPart(player, (state) => state.frame ?? state.wanted) ?? 0
  const seconds = frameSeconds(table, frame)
  const share = shareOf(span, seconds)
  return (
    <div
      className="playhead"
      role="slider"
      tabIndex={0}
      aria-label={t('window.timeline.position')}
      aria-valuemin={0}
      aria-valuemax={table.pts.length - 1}
      aria-valuenow={frame}
      aria-valuetext={t('window.stage.announce', {
        frame: frameText(frame),
        total: frameText(table.pts.length - 1),
        time: mediaTime(table, frame),
      })}
      style={{ insetInlineStart: percent(share) }}
      hidden={share < -0.001 || share > 1.001}
    />
  )
}
