import CalendarClock from 'lucide-react/icons/calendar-clock'
import { type MouseEvent, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { useCommands } from '../../command-bus.tsx'
import { clockOf, frameSeconds, gapText } from '../../figures.ts'
import { cameraStart } from './camera-clock.ts'
import { type CaseGap, type CasePiece, caseLayout, clipsAt } from './case-clock.ts'
import { useReviewModel } from './review-model.ts'
import { percent } from './timeline-scale.ts'
import { type CaseClock, useCaseClock } from './use-case-clock.ts'
import { usePlayerPart } from './use-player.ts'

/** All clips of the case on one clock, above the timeline of the one on stage. */
export function CaseStrip({ table }: { readonly table: FrameTable }): ReactNode {
  const { t } = useTranslation()
  const { view, acts } = useReviewModel()
  const clock = useCaseClock()
  const moment = useMoment(table)
  useSameMoment(clock, moment)
  const layout = useMemo(() => caseLayout(clock.clocked), [clock.clocked])
  const clips = view.bundle.case?.clips ?? []
  const apart = [...clock.uncounted, ...clock.without]
  return (
    <div
      className="case-strip"
      data-rows={layout.rows}
      role="group"
      aria-label={t('window.timeline.caseTitle')}
    >
      <div className="lane-name" data-lane="case">
        <CalendarClock size={14} aria-hidden />
        <span title={t('window.timeline.caseTitle')}>{t('window.timeline.case')}</span>
      </div>
      <div className="case-axis">
        {layout.gaps.map((gap) => (
          <Gap key={gap.start} gap={gap} />
        ))}
        {layout.pieces.map((piece) => (
          <Piece
            key={piece.clip}
            piece={piece}
            rows={layout.rows}
            name={clips.find(({ number }) => number === piece.clip)?.originalName ?? ''}
            moment={moment}
            goTo={clock.goTo}
          />
        ))}
      </div>
      {apart.length === 0 ? null : (
        <div className="case-apart">
          {apart.map((clip) => (
            <Apart key={clip.number} clip={clip} clock={clock} open={() => acts.openClip(clip.number)} />
          ))}
        </div>
      )}
    </div>
  )
}

interface PieceProps {
  readonly piece: CasePiece
  readonly rows: number
  readonly name: string
  readonly moment: number | undefined
  readonly goTo: CaseClock['goTo']
}

function Piece({ piece, rows, name, moment, goTo }: PieceProps): ReactNode {
  const { t } = useTranslation()
  const { review } = useReviewModel()
  const { from, to, start, end, row, clip } = piece
  const words = t('window.timeline.casePiece', { clip: name, from: clockOf(from), to: clockOf(to) })
  const here = review.clip === clip && moment !== undefined
  const pressed = (event: MouseEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    // Pressed by key there is no place: then the clip is shown from its beginning.
    const share = event.detail === 0 ? 0 : (event.clientX - box.left) / Math.max(1, box.width)
    goTo(clip, from + share * (to - from))
  }
  return (
    <button
      type="button"
      className="case-piece"
      tabIndex={-1}
      aria-current={review.clip === clip}
      aria-label={words}
      title={words}
      style={{
        insetInlineStart: percent(start),
        inlineSize: percent(end - start),
        insetBlockStart: `calc(3px + (100% - 6px) * ${row / rows})`,
        blockSize: `calc((100% - 6px) / ${rows} - 1px)`,
      }}
      onClick={pressed}
    >
      {rows < 3 ? <span>{name}</span> : null}
      {here ? (
        <i
          className="case-now"
          style={{ insetInlineStart: percent((moment - from) / Math.max(1, to - from)) }}
        />
      ) : null}
    </button>
  )
}

/** No picture of any camera; how long, in words, since a long one is drawn shorter than it was. */
function Gap({ gap }: { readonly gap: CaseGap }): ReactNode {
  const { t, i18n } = useTranslation()
  const length = gapText(gap.milliseconds, i18n.language)
  const words = t(gap.folded ? 'window.timeline.caseGapFolded' : 'window.timeline.caseGap', { length })
  return (
    <span
      className="case-gap"
      data-folded={gap.folded}
      role="img"
      aria-label={words}
      title={words}
      style={{ insetInlineStart: percent(gap.start), inlineSize: percent(gap.end - gap.start) }}
    >
      <span>{length}</span>
    </span>
  )
}

interface ApartProps {
  readonly clip: ClipFacts
  readonly clock: CaseClock
  readonly open: () => void
}

/** A clip that has no place on the clock, and why. */
function Apart({ clip, clock, open }: ApartProps): ReactNode {
  const { t } = useTranslation()
  const { review } = useReviewModel()
  const without = clock.without.includes(clip)
  const words = t(without ? 'window.timeline.caseWithout' : 'window.timeline.caseUncounted', {
    clip: clip.originalName,
  })
  return (
    <button
      type="button"
      className="case-piece"
      tabIndex={-1}
      aria-current={review.clip === clip.number}
      aria-label={words}
      title={words}
      onClick={open}
    >
      <span>{clip.originalName}</span>
    </button>
  )
}

/** The moment on screen by the reference clock; undefined where the clip has none. */
function useMoment(table: FrameTable): number | undefined {
  const { view, clip, player } = useReviewModel()
  const frame = usePlayerPart(player, (state) => state.frame ?? state.wanted)
  const start = clip && cameraStart(view, clip)?.startMs
  return start === undefined || frame === undefined ? undefined : start + frameSeconds(table, frame) * 1000
}

/** The same moment in the next clip that has a picture of it. */
function useSameMoment({ clocked, goTo }: CaseClock, moment: number | undefined): void {
  const { review } = useReviewModel()
  const others = moment === undefined ? [] : clipsAt(clocked, moment, review.clip)
  const [next] = others
  useCommands({
    'playback.sameMoment': next === undefined || moment === undefined ? undefined : () => goTo(next, moment),
  })
}
