import './look.css'
import { type ReactNode, type WheelEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { pannedBy, sheetOf, zoomedBy, zoomStep } from '../../player/look/look.ts'
import { lookWords } from './look-words.ts'
import { Magnifier } from './magnifier.tsx'
import { useReviewModel } from './review-model.ts'
import { Turned } from './turned.tsx'

/** The picture as it is looked at: zoomed, moved and turned, with what lies above it, and marked when it is no original. */
export function StageView({ children }: { readonly children: ReactNode }): ReactNode {
  const { look } = useReviewModel()
  const { shown } = look
  const view = useRef<HTMLDivElement>(null)
  const drag = useRef<readonly [number, number] | undefined>(undefined)
  const { left, top, size } = sheetOf(shown)
  return (
    <div
      className="stage-view"
      ref={view}
      data-smooth={shown.smooth}
      onWheel={wheel}
      onPointerDown={(event) => {
        // The middle button moves the picture, whatever tool the first one holds.
        if (event.button !== 1 || shown.zoom === 1) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = [event.clientX, event.clientY]
      }}
      onPointerMove={(event) => {
        const [x, y] = drag.current ?? []
        const box = view.current
        if (x === undefined || y === undefined || !box) return
        drag.current = [event.clientX, event.clientY]
        const [across, down] = [(x - event.clientX) / box.clientWidth, (y - event.clientY) / box.clientHeight]
        look.change((now) => pannedBy(now, across, down))
      }}
      onPointerUp={() => {
        drag.current = undefined
      }}
    >
      <div
        className="stage-sheet"
        style={{ left: `${left}%`, top: `${top}%`, width: `${size}%`, height: `${size}%` }}
      >
        <Turned turn={shown.turn}>{children}</Turned>
      </div>
      <LookMark />
      {look.magnifier ? <Magnifier /> : null}
    </div>
  )

  function wheel(event: WheelEvent): void {
    const box = view.current?.getBoundingClientRect()
    if (!event.ctrlKey || !box) return
    const at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] as const
    look.change((now) => zoomedBy(now, event.deltaY < 0 ? zoomStep : 1 / zoomStep, at))
  }
}

/** Says on the picture itself that it is not as recorded, and how. */
function LookMark(): ReactNode {
  const { t, i18n } = useTranslation()
  const { look } = useReviewModel()
  const words = lookWords(t, look.shown, i18n.language)
  if (words.length === 0) return null
  return (
    <p className="stage-mark" role="status" data-testid="look-mark">
      <b>{t('window.look.mark')}</b>
      {words.map((word) => (
        <span key={word}>{word}</span>
      ))}
    </p>
  )
}
