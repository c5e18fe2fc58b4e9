import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { frameText, mediaTime } from '../../figures.ts'
import { displayAspect } from '../../player/fit.ts'
import { keyFrameBefore } from './key-frames.ts'
import { frameUnder, type Span } from './timeline-scale.ts'
import type { KeyDesk } from './use-key-pictures.ts'

/** Where the pointer rests along the timeline, in pixels and as a frame. */
export interface Pointed {
  readonly x: number
  readonly frame: number
}

/** Follows the pointer along the lanes; nothing while it drags. */
export function usePointed(table: FrameTable, span: Span) {
  const [pointed, setPointed] = useState<Pointed>()
  return {
    pointed,
    onPointerLeave: (): void => setPointed(undefined),
    follow: (event: PointerEvent<HTMLElement>): void => {
      if (event.buttons !== 0 || event.pointerType !== 'mouse') return setPointed(undefined)
      const box = event.currentTarget.getBoundingClientRect()
      const x = event.clientX - box.left
      setPointed({ x, frame: frameUnder(table, span, x / box.width) })
    },
  }
}

interface PreviewProps {
  readonly table: FrameTable
  readonly desk: KeyDesk
  readonly pointed: Pointed
  readonly width: number
}

const across = 160
const patience = 120

/** The key frame at or before the pointer, marked as what it is. The frame itself is shown by going there. */
export function Preview({ table, desk, pointed, width }: PreviewProps): ReactNode {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { keys, pictures, arrived } = desk
  const key = keyFrameBefore(keys, pointed.frame)
  const height = Math.round(across / Math.min(3, Math.max(0.6, displayAspect(table))))
  useEffect(() => {
    if (key === undefined) return undefined
    const timer = setTimeout(() => pictures?.want([key]), patience)
    return () => clearTimeout(timer)
  }, [pictures, key])
  useEffect(() => {
    const bitmap = key === undefined ? undefined : pictures?.of(key)
    const context = canvas.current?.getContext('2d')
    context?.clearRect(0, 0, across * 2, height * 2)
    if (bitmap) context?.drawImage(bitmap, 0, 0, across * 2, height * 2)
  }, [pictures, key, arrived, height])
  if (key === undefined) return null
  const left = Math.min(Math.max(4, pointed.x - across / 2), Math.max(4, width - across - 4))
  return (
    <div className="preview" style={{ insetInlineStart: left, inlineSize: across }} aria-hidden>
      <canvas ref={canvas} width={across * 2} height={height * 2} />
      <span className="preview-time digits">{mediaTime(table, pointed.frame)}</span>
      <span className="preview-words">{t('window.timeline.preview', { frame: frameText(key) })}</span>
    </div>
  )
}
