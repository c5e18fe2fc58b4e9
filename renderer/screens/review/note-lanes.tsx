import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { frameSeconds, frameText } from '../../figures.ts'
import { categoryTone, knownCategory } from './categories.ts'
import { isMarker, type Note } from './notes.ts'
import { useReviewModel } from './review-model.ts'
import { draftHere } from './review-state.ts'
import { percent, shareOf, type Span, spanOfFrames } from './timeline-scale.ts'

interface LaneProps {
  readonly table: FrameTable
  readonly span: Span
}

/** Annotations on a single frame. */
export function MarkerLane({ table, span }: LaneProps): ReactNode {
  const { review, acts } = useReviewModel()
  const name = useNoteName()
  const markers = useNotesHere().filter((note) => isMarker(note.annotation))
  return (
    <div className="lane">
      {markers.map((note) => {
        const share = shareOf(span, frameSeconds(table, note.annotation.from.frame))
        if (share < 0 || share > 1) return null
        return (
          <button
            key={note.annotation.id}
            type="button"
            className="lane-marker"
            tabIndex={-1}
            data-tone={categoryTone(note.annotation.category)}
            aria-current={review.selected === note.entry.seq}
            aria-label={name(note)}
            title={name(note)}
            style={{ insetInlineStart: percent(share) }}
            onClick={() => acts.select(note)}
          >
            <svg viewBox="0 0 18 24" aria-hidden>
              <path d="M2 1.5h14v12.2L9 22l-7-8.300z" />
            </svg>
          </button>
        )
      })}
    </div>
  )
}

/** Annotations on a stretch of frames, and the draft of one. */
export function RangeLane({ table, span }: LaneProps): ReactNode {
  const { t } = useTranslation()
  const { review, acts } = useReviewModel()
  const name = useNoteName()
  const ranges = useNotesHere().filter((note) => !isMarker(note.annotation))
  const draft = draftHere(review)
  return (
    <div className="lane">
      {ranges.map((note) => (
        <button
          key={note.annotation.id}
          type="button"
          className="lane-range"
          tabIndex={-1}
          data-tone={categoryTone(note.annotation.category)}
          aria-current={review.selected === note.entry.seq}
          aria-label={name(note)}
          title={name(note)}
          style={placeOf(table, span, note.annotation.from.frame, note.annotation.to.frame)}
          onClick={() => acts.select(note)}
        >
          {t('window.timeline.rangeName', {
            category: t(`category.${knownCategory(note.annotation.category)}`),
            entry: note.entry.seq,
          })}
        </button>
      ))}
      {draft && draft.from < draft.to ? (
        <span
          className="lane-range"
          data-tone="blue"
          data-draft
          style={placeOf(table, span, draft.from, draft.to)}
        >
          {t('window.draft.name')}
        </span>
      ) : null}
    </div>
  )
}

function placeOf(table: FrameTable, span: Span, from: number, to: number): object {
  const times = spanOfFrames(table, from, to)
  const start = shareOf(span, times.from)
  return { insetInlineStart: percent(start), inlineSize: percent(shareOf(span, times.to) - start) }
}

function useNotesHere(): readonly Note[] {
  const { notes, review } = useReviewModel()
  return notes.filter((note) => note.clip === review.clip && !note.withdrawal)
}

function useNoteName(): (note: Note) => string {
  const { t } = useTranslation()
  return ({ annotation, entry }) =>
    t('window.timeline.noteName', {
      category: t(`category.${knownCategory(annotation.category)}`),
      entry: entry.seq,
      from: frameText(annotation.from.frame),
      to: frameText(annotation.to.frame),
      text: annotation.text,
    })
}
