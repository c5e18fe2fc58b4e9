import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { frameText, mediaTime } from '../../figures.ts'
import { useReviewModel } from './review-model.ts'
import { usePlayerPart } from './use-player.ts'

const quiet = 400

/** Says the frame to screen readers once stepping has come to rest; while it goes on it is silent. */
export function FrameAnnouncer(): ReactNode {
  const { t } = useTranslation()
  const { player, table } = useReviewModel()
  const frame = usePlayerPart(player, (state) => (state.playing ? undefined : state.frame))
  const [said, setSaid] = useState('')
  const frames = table.state === 'ready' ? table.table : undefined
  useEffect(() => {
    if (frame === undefined || !frames) return undefined
    const words = t('window.stage.announce', {
      frame: frameText(frame),
      total: frameText(frames.pts.length - 1),
      time: mediaTime(frames, frame),
    })
    const wait = setTimeout(() => setSaid(words), quiet)
    return () => clearTimeout(wait)
  }, [frame, frames, t])
  return (
    <p className="unseen" role="status">
      {said}
    </p>
  )
}
