import { type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Region } from '../../../main/core/annotation/annotation.ts'
import type { Note } from './notes.ts'
import { addedTurns, unturned } from '../../player/look/look.ts'
import { useReviewModel } from './review-model.ts'
import { draftHere } from './review-state.ts'
import { categoryTone, knownCategory } from './categories.ts'
import { Turned } from './turned.tsx'
import { usePlayerPart } from './use-player.ts'

/** Regions of the annotations on this frame, and the one that is being drawn. Lies above the picture, never in it. */
export function RegionLayer(): ReactNode {
  const { player, notes, review, table } = useReviewModel()
  const frame = usePlayerPart(player, (state) => state.frame)
  const size = usePlayerPart(player, (state) => state.size)
  const draft = draftHere(review)
  if (frame === undefined || !size) return null
  const here = notes.filter(
    ({ clip, annotation, withdrawal }) =>
      clip === review.clip && !withdrawal && annotation.from.frame <= frame && frame <= annotation.to.frame,
  )
  // Regions count in coded pixels: they are turned as the container turns the picture.
  return (
    <Turned turn={table.state === 'ready' ? table.table.rotation : 0}>
      <svg className="regions" viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none">
        {here.map((note) => (
          <NoteRegion key={note.annotation.id} note={note} />
        ))}
        {draft?.region && draft.from <= frame && frame <= draft.to ? (
          <Box region={draft.region} tone={categoryTone(draft.category)} dashed />
        ) : null}
        {review.tool === 'region' ? <Pad width={size.width} height={size.height} frame={frame} /> : null}
      </svg>
      {here.map((note) => (
        <RegionName key={note.annotation.id} note={note} size={size} />
      ))}
    </Turned>
  )
}

interface RegionNameProps {
  readonly note: Note
  readonly size: { readonly width: number; readonly height: number }
}

/** Above the region where there is room, else just inside. Its size is that of text, whatever the picture's. */
function RegionName({ note, size }: RegionNameProps): ReactNode {
  const words = useRegionWords(note)
  const { region, category } = note.annotation
  if (region === null) return null
  return (
    <span
      className="region-name"
      aria-hidden
      data-tone={categoryTone(category)}
      data-inside={region.y / size.height < 0.06}
      style={{
        insetInlineStart: `${(region.x / size.width) * 100}%`,
        insetBlockStart: `${(region.y / size.height) * 100}%`,
      }}
    >
      {words}
    </span>
  )
}

function useRegionWords({ annotation, entry }: Note): string {
  const { t } = useTranslation()
  return t('window.stage.region', {
    category: t(`category.${knownCategory(annotation.category)}`),
    entry: entry.seq,
  })
}

function NoteRegion({ note }: { readonly note: Note }): ReactNode {
  const words = useRegionWords(note)
  const { region, category } = note.annotation
  if (region === null) return null
  return (
    <g role="img" aria-label={words}>
      <Box region={region} tone={categoryTone(category)} />
    </g>
  )
}

function Box({
  region,
  tone,
  dashed = false,
}: {
  readonly region: Region
  readonly tone: string
  readonly dashed?: boolean
}): ReactNode {
  return (
    <rect
      className="region"
      {...region}
      data-tone={tone}
      data-dashed={dashed}
      vectorEffect="non-scaling-stroke"
    />
  )
}

interface PadProps {
  readonly width: number
  readonly height: number
  readonly frame: number
}

/** Takes the drag that draws a region, in coded pixels, whatever size the picture has on screen. */
function Pad({ width, height, frame }: PadProps): ReactNode {
  const { review, tell, table, look } = useReviewModel()
  const turn = addedTurns(table.state === 'ready' ? table.table.rotation : 0, look.shown.turn)
  const pad = useRef<SVGRectElement>(null)
  const [start, setStart] = useState<readonly [number, number]>()
  return (
    <rect
      ref={pad}
      className="region-pad"
      width={width}
      height={height}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        if (!draftHere(review)) tell({ type: 'mark', frame })
        setStart(point(event))
      }}
      onPointerMove={(event) => {
        if (start) tell({ type: 'edit', change: { region: between(start, point(event)) } })
      }}
      onPointerUp={() => {
        setStart(undefined)
        tell({ type: 'tool', tool: 'select' })
      }}
    />
  )

  function point(event: PointerEvent): readonly [number, number] {
    const box = pad.current?.getBoundingClientRect()
    if (!box || box.width === 0) return [0, 0]
    const inside = (share: number, size: number): number => Math.round(Math.min(1, Math.max(0, share)) * size)
    // The box on screen is that of the turned picture.
    const [across, down] = unturned(
      (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height,
      turn,
    )
    return [inside(across, width), inside(down, height)]
  }
}

function between(a: readonly [number, number], b: readonly [number, number]): Region | null {
  const width = Math.abs(a[0] - b[0])
  const height = Math.abs(a[1] - b[1])
  return width < 4 || height < 4 ? null : { x: Math.min(a[0], b[0]), y: Math.min(a[1], b[1]), width, height }
}
