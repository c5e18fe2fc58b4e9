import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Annotation, Region } from '../../../main/core/annotation/annotation.ts'
import { regionAt } from '../../../main/core/annotation/shape.ts'
import type { Note } from './notes.ts'
import { useReviewModel } from './review-model.ts'
import { draftHere } from './review-state.ts'
import { categoryTone, knownCategory } from './categories.ts'
import { DraftRegion, RegionPad } from './region-pad.tsx'
import { ShapeOutline } from './shape-outline.tsx'
import { Turned } from './turned.tsx'
import { usePlayerPart } from './use-player.ts'

/** Regions of the annotations on this frame, and the one that is being drawn. Lies above the picture, never in it. */
export function RegionLayer(): ReactNode {
  const { player, notes, personal, review, table } = useReviewModel()
  const frame = usePlayerPart(player, (state) => state.frame)
  const size = usePlayerPart(player, (state) => state.size)
  const draft = draftHere(review)
  if (frame === undefined || !size) return null
  // Shown to others, the picture carries nobody's personal notes.
  const here = [...notes, ...(review.solo ? [] : personal)].filter(
    ({ clip, annotation, withdrawal }) =>
      clip === review.clip && !withdrawal && annotation.from.frame <= frame && frame <= annotation.to.frame,
  )
  const scale = size.width / 960
  const drawn = draft && draft.from <= frame && frame <= draft.to ? placeOf(draft, frame) : undefined
  // Regions count in coded pixels: they are turned as the container turns the picture.
  return (
    <Turned turn={table.state === 'ready' ? table.table.rotation : 0}>
      <svg className="regions" viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none">
        {here.map((note) => (
          <NoteRegion key={note.annotation.id} note={note} frame={frame} scale={scale} />
        ))}
        {draft && drawn ? (
          <DraftRegion draft={draft} region={drawn} size={size} frame={frame} scale={scale} />
        ) : null}
        {review.tool === 'select' ? null : (
          <RegionPad key={review.tool} tool={review.tool} size={size} frame={frame} />
        )}
      </svg>
      {here.map((note) => (
        <RegionName key={note.annotation.id} note={note} size={size} frame={frame} />
      ))}
    </Turned>
  )
}

/** Where a region is at a frame: a tracked one moves from key frame to key frame. */
function placeOf(
  { region, track }: { readonly region?: Region | null; readonly track?: Parameters<typeof regionAt>[0] },
  frame: number,
): Region | undefined {
  return region ? (regionAt(track ?? [], frame) ?? region) : undefined
}

function placeOfNote({ region, details }: Annotation, frame: number): Region | undefined {
  return placeOf({ region, track: details?.track ?? [] }, frame)
}

interface RegionNameProps {
  readonly note: Note
  readonly size: { readonly width: number; readonly height: number }
  readonly frame: number
}

/** Above the region where there is room, else just inside. Its size is that of text, whatever the picture's. */
function RegionName({ note, size, frame }: RegionNameProps): ReactNode {
  const words = useRegionWords(note)
  const region = placeOfNote(note.annotation, frame)
  if (!region) return null
  return (
    <span
      className="region-name"
      aria-hidden
      data-tone={categoryTone(note.annotation.category)}
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
  const person = annotation.details?.person?.label
  return t('window.stage.region', {
    category: person ?? t(`category.${knownCategory(annotation.category)}`),
    entry: entry.seq,
  })
}

interface NoteRegionProps {
  readonly note: Note
  readonly frame: number
  readonly scale: number
}

function NoteRegion({ note, frame, scale }: NoteRegionProps): ReactNode {
  const words = useRegionWords(note)
  const { category, details } = note.annotation
  const region = placeOfNote(note.annotation, frame)
  if (!region) return null
  return (
    <g role="img" aria-label={words}>
      <ShapeOutline
        region={region}
        shape={details?.shape ?? null}
        tone={categoryTone(category)}
        scale={scale}
      />
    </g>
  )
}
