import { memo, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { frameSeconds, frameText } from '../../figures.ts'
import { categoryTone, knownCategory } from './categories.ts'
import { isMarker, type Note } from './notes.ts'
import { notesInView } from './notes-in-view.ts'
import { useReviewModel } from './review-model.ts'
import { draftHere } from './review-state.ts'
import { type LaneRow, percent, rowsOf, shareOf, type Span, spanOfFrames } from './timeline-scale.ts'

interface LaneProps {
  readonly table: FrameTable
  readonly span: Span
  readonly width: number
}

/** Annotations on a single frame. */
export const MarkerLane = memo(function MarkerLane(lane: LaneProps): ReactNode {
  const { table, span } = lane
  const { review, acts } = useReviewModel()
  const name = useNoteName()
  const markers = useNotesHere(true, lane)
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
})

/** Annotations on a stretch of frames, and the draft of one. */
export const RangeLane = memo(function RangeLane(lane: LaneProps): ReactNode {
  const { table, span } = lane
  const { t } = useTranslation()
  const { review, acts } = useReviewModel()
  const name = useNoteName()
  const ranges = useNotesHere(false, lane)
  const draft = draftHere(review)
  const drawn = draft && draft.from < draft.to ? [{ from: draft.from, to: draft.to }] : []
  const rows = rowsOf([
    ...drawn,
    ...ranges.map(({ annotation }) => ({ from: annotation.from.frame, to: annotation.to.frame })),
  ])
  return (
    <div className="lane lane-ranges">
      {ranges.map((note, index) => (
        <button
          key={note.annotation.id}
          type="button"
          className="lane-range"
          tabIndex={-1}
          data-tone={categoryTone(note.annotation.category)}
          aria-current={review.selected === note.entry.seq}
          aria-label={name(note)}
          title={name(note)}
          style={{
            ...placeOf(table, span, note.annotation.from.frame, note.annotation.to.frame),
            ...rowStyle(rows[index + drawn.length]),
          }}
          onClick={() => acts.select(note)}
        >
          {t('window.timeline.rangeName', {
            category: t(`category.${knownCategory(note.annotation.category)}`),
            entry: note.entry.seq,
          })}
        </button>
      ))}
      {drawn.map(({ from, to }) => (
        <span
          key="draft"
          className="lane-range"
          data-tone="blue"
          data-draft
          style={{ ...placeOf(table, span, from, to), ...rowStyle(rows[0]) }}
        >
          {t('window.draft.name')}
        </span>
      ))}
    </div>
  )
})

function placeOf(table: FrameTable, span: Span, from: number, to: number): object {
  const times = spanOfFrames(table, from, to)
  const start = shareOf(span, times.from)
  return { insetInlineStart: percent(start), inlineSize: percent(shareOf(span, times.to) - start) }
}

/** Ranges that overlap share the height of the lane. */
function rowStyle(row: LaneRow | undefined): object {
  if (!row || row.of === 1) return {}
  return {
    insetBlockStart: `calc(4px + (100% - 8px) * ${row.row / row.of})`,
    blockSize: `calc((100% - 8px) / ${row.of} - 1px)`,
    fontSize: row.of === 2 ? '10px' : 0,
    lineHeight: 1.35,
  }
}

/** The annotations of the clip on stage that are drawn in a lane: on one frame, or on several. */
function useNotesHere(marks: boolean, { table, span, width }: LaneProps): readonly Note[] {
  const { notes, review } = useReviewModel()
  const { clip, selected: chosen } = review
  const here = useMemo(
    () =>
      notes.filter((note) => note.clip === clip && !note.withdrawal && isMarker(note.annotation) === marks),
    [notes, clip, marks],
  )
  return useMemo(() => notesInView(here, table, { span, width, chosen }), [here, table, span, width, chosen])
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
