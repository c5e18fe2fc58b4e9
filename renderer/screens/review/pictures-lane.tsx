import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { displayAspect } from '../../player/fit.ts'
import { keyPlaces } from './key-frames.ts'
import type { Span } from './timeline-scale.ts'
import type { KeyDesk } from './use-key-pictures.ts'

interface PicturesLaneProps {
  readonly table: FrameTable
  readonly desk: KeyDesk
  readonly span: Span
  readonly width: number
}

/** Pixels; the lane's own height is in the style sheet. */
const height = 40
/** The view may still be moving: pictures are fetched when it rests. */
const patience = 200

/** Key frames where they begin: for finding one's way along the clip. */
export function PicturesLane({ table, desk, span, width }: PicturesLaneProps): ReactNode {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { keys, pictures, arrived } = desk
  const picture = Math.round(height * Math.min(3, Math.max(0.4, displayAspect(table))))
  const places = useMemo(
    () => keyPlaces(table, keys, span, { width, picture }),
    [table, keys, span, width, picture],
  )
  useEffect(() => {
    const timer = setTimeout(() => pictures?.want(places.map(({ frame }) => frame)), patience)
    return () => clearTimeout(timer)
  }, [pictures, places])
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    const dense = window.devicePixelRatio
    Object.assign(element, { width: Math.round(width * dense), height: Math.round(height * dense) })
    context.scale(dense, dense)
    for (const { frame, x } of places) {
      const bitmap = pictures?.of(frame)
      if (bitmap) context.drawImage(bitmap, x, 0, picture - 1, height)
    }
    // What has arrived is drawn, wherever it came from.
  }, [places, pictures, arrived, width, picture])
  return (
    <div className="lane lane-pictures" role="img" aria-label={t('window.timeline.picturesHint')}>
      <canvas ref={canvas} className="lane-canvas" aria-hidden />
    </div>
  )
}
