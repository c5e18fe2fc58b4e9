import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotationDraft, Region } from '../../../main/core/annotation/annotation.ts'
import type { Point } from '../../../main/core/annotation/shape.ts'
import { addedTurns, unturned } from '../../player/look/look.ts'
import { categoryTone } from './categories.ts'
import { atFrame, drawnBy, movedTo, type PictureSize } from './drawn.ts'
import { useReviewModel } from './review-model.ts'
import { draftHere, type DrawingTool } from './review-state.ts'
import { ShapeOutline } from './shape-outline.tsx'

interface PadProps {
  readonly tool: DrawingTool
  readonly size: PictureSize
  readonly frame: number
}

/** Takes what is drawn, in pixels of the decoded picture whatever its size on screen. A polygon is clicked corner by corner. */
export function RegionPad({ tool, size, frame }: PadProps): ReactNode {
  const { review, tell, table, look } = useReviewModel()
  const pad = useRef<SVGRectElement>(null)
  const [points, setPoints] = useState<readonly Point[]>([])
  const byCorner = tool === 'polygon'
  const draw = (next: readonly Point[]): void => {
    setPoints(next)
    const drawn = drawnBy(tool, next)
    if (drawn) tell({ type: 'edit', change: changeAt(drawn), step: 'draw' })
  }
  const changeAt = (drawn: NonNullable<ReturnType<typeof drawnBy>>) => {
    const draft = draftHere(review)
    return draft ? atFrame(draft, frame, drawn) : drawn
  }
  const done = (): void => {
    setPoints([])
    tell({ type: 'tool', tool: 'select' })
  }
  return (
    <>
      <rect
        ref={pad}
        className="region-pad"
        width={size.width}
        height={size.height}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          if (!draftHere(review)) tell({ type: 'mark', frame })
          if (byCorner) draw([...points, point(event)])
          else setPoints([point(event)])
        }}
        onPointerMove={(event) => {
          if (!byCorner && points.length > 0) draw([...points, point(event)])
        }}
        onPointerUp={() => {
          if (!byCorner) done()
        }}
        onDoubleClick={done}
      />
      {byCorner
        ? points.map(([x, y]) => (
            <circle key={`${x} ${y}`} className="region-corner" cx={x} cy={y} r={size.width / 240} />
          ))
        : null}
    </>
  )

  function point(event: PointerEvent): Point {
    const box = pad.current?.getBoundingClientRect()
    if (!box || box.width === 0) return [0, 0]
    const inside = (share: number, length: number): number =>
      Math.round(Math.min(1, Math.max(0, share)) * length)
    // The box on screen is that of the picture as it is turned there.
    const [across, down] = unturned(
      (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height,
      addedTurns(table.state === 'ready' ? table.table.rotation : 0, look.shown.turn),
    )
    return [inside(across, size.width), inside(down, size.height)]
  }
}

interface DraftRegionProps {
  readonly draft: AnnotationDraft
  /** Where it is at the frame on screen. */
  readonly region: Region
  readonly size: PictureSize
  readonly frame: number
  readonly scale: number
}

const ways: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The drawing of the draft: with the focus on it, arrow keys move it, with Shift they change its size, with Alt by one pixel. */
export function DraftRegion({ draft, region, size, frame, scale }: DraftRegionProps): ReactNode {
  const { t } = useTranslation()
  const { tell } = useReviewModel()
  const onKeyDown = (event: KeyboardEvent): void => {
    const way = ways[event.key]
    if (!way || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const step = event.altKey ? 1 : Math.max(1, Math.round(size.width / 100))
    const [dx, dy] = [way[0] * step, way[1] * step]
    const to = event.shiftKey
      ? { ...region, width: region.width + dx, height: region.height + dy }
      : { ...region, x: region.x + dx, y: region.y + dy }
    tell({
      type: 'edit',
      change: atFrame(draft, frame, movedTo({ ...draft, region }, to, size)),
      step: 'move',
    })
  }
  return (
    <g
      className="region-draft"
      role="application"
      tabIndex={0}
      aria-label={t('window.draft.regionKeys', { ...region })}
      onKeyDown={onKeyDown}
    >
      <ShapeOutline
        region={region}
        shape={draft.shape ?? null}
        tone={categoryTone(draft.category)}
        dashed
        scale={scale}
      />
    </g>
  )
}
