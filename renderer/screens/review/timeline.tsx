import './timeline.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { useCommands } from '../../command-bus.tsx'
import { shortTime } from '../../figures.ts'
import { CaseStrip } from './case-strip.tsx'
import { CheckLane } from './check-lane.tsx'
import { DeviceLane } from './device-lane.tsx'
import { toggleLane, useShownLanes } from './lane-choice.ts'
import { type LaneId, LaneNames, laneOrder } from './lane-names.tsx'
import { MarkerLane, RangeLane } from './note-lanes.tsx'
import { PicturesLane } from './pictures-lane.tsx'
import { Playhead } from './playhead.tsx'
import { Preview, usePointed } from './preview.tsx'
import { useReviewModel } from './review-model.ts'
import { draftHere } from './review-state.ts'
import { SeenLane, useUnseenCommands } from './seen-lane.tsx'
import { SoundLane } from './sound-lane.tsx'
import {
  following,
  moved,
  percent,
  shareOf,
  type Span,
  spanOfFrames,
  ticksOf,
  wholeSpan,
  zoomed,
} from './timeline-scale.ts'
import { type KeyDesk, useKeyPictures } from './use-key-pictures.ts'
import { useScrub } from './use-scrub.ts'
import { type Seen, useSeen } from './use-seen.ts'
import { usePlayerPart } from './use-player.ts'
import { useWidth } from './use-width.ts'

/** The clip along its time: what was said about it, what the recorder reported, and what is verified. */
export function Timeline(): ReactNode {
  const { t } = useTranslation()
  const { table } = useReviewModel()
  if (table.state !== 'ready')
    return <div className="timeline" aria-label={t('window.timeline.title')} role="group" />
  return <Lanes key={table.clip} table={table.table} />
}

function Lanes({ table }: { readonly table: FrameTable }): ReactNode {
  const { t } = useTranslation()
  const { clip, review, view } = useReviewModel()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const width = useWidth(place)
  const [span, zoom, move] = useTimelineSpan(table)
  const scrub = useScrub(table, span)
  const seen = useSeen(table)
  const lanes = useLanes()
  const caseShown = useShownLanes().includes('case') && (view.bundle.case?.clips.length ?? 0) > 1
  useUnseenCommands(seen.own)
  const desk = useKeyPictures(clip, table)
  const { pointed, follow, onPointerLeave } = usePointed(table, span)
  const draft = draftHere(review)
  return (
    <div className="timeline" role="group" aria-label={t('window.timeline.title')}>
      {caseShown ? <CaseStrip table={table} /> : null}
      <LaneNames lanes={lanes} />
      <div
        className="lanes"
        ref={setPlace}
        {...scrub}
        onPointerMove={(event) => {
          scrub.onPointerMove(event)
          follow(event)
        }}
        onPointerLeave={onPointerLeave}
        onWheel={(event) => {
          if (event.ctrlKey) zoom(event.deltaY > 0 ? 1.25 : 0.8)
          else move((event.deltaX || event.deltaY) / Math.max(1, width))
        }}
      >
        <Ruler span={span} width={width} />
        {lanes.map((lane) => (
          <Lane
            key={lane}
            lane={lane}
            table={table}
            clip={clip}
            seen={seen}
            desk={desk}
            span={span}
            width={width}
          />
        ))}
        {draft ? <DraftSpan table={table} span={span} from={draft.from} to={draft.to} /> : null}
        <Playhead table={table} span={span} />
      </div>
      {pointed ? (
        <div className="preview-place">
          <Preview table={table} desk={desk} pointed={pointed} width={width} />
        </div>
      ) : null}
    </div>
  )
}

interface LaneProps {
  readonly lane: LaneId
  readonly table: FrameTable
  readonly clip: ClipFacts | undefined
  readonly seen: Seen
  readonly desk: KeyDesk
  readonly span: Span
  readonly width: number
}

function Lane({ lane, table, clip, seen, desk, span, width }: LaneProps): ReactNode {
  switch (lane) {
    case 'markers':
      return <MarkerLane table={table} span={span} width={width} />
    case 'ranges':
      return <RangeLane table={table} span={span} width={width} />
    case 'device':
      return clip ? <DeviceLane clip={clip} span={span} /> : null
    case 'check':
      return clip ? <CheckLane table={table} clip={clip} span={span} /> : null
    case 'seen':
      return <SeenLane seen={seen} table={table} span={span} width={width} />
    case 'sound':
      return clip ? <SoundLane table={table} clip={clip} span={span} width={width} /> : null
    case 'pictures':
      return <PicturesLane table={table} desk={desk} span={span} width={width} />
  }
}

/** Those that always stand, those that were chosen, and only where they have something to tell. */
function useLanes(): readonly LaneId[] {
  const { clip, table } = useReviewModel()
  const shown = useShownLanes()
  useCommands({
    'view.laneCase': () => toggleLane('case'),
    'view.lanePictures': () => toggleLane('pictures'),
    'view.laneSound': () => toggleLane('sound'),
    'view.laneSeen': () => toggleLane('seen'),
  })
  const there: Readonly<Record<LaneId, boolean>> = {
    pictures: shown.includes('pictures') && table.state === 'ready' && table.table.decoder !== null,
    markers: true,
    ranges: true,
    sound: shown.includes('sound'),
    device: (clip?.events.length ?? 0) > 0,
    check: true,
    seen: shown.includes('seen'),
  }
  return laneOrder.filter((lane) => there[lane])
}

function Ruler({ span, width }: { readonly span: Span; readonly width: number }): ReactNode {
  const fine = span.to - span.from < 8
  /** A number that would be cut at an edge is left out. */
  const inside = (ticks: readonly number[]): readonly number[] =>
    ticks.filter((seconds) => Math.abs(shareOf(span, seconds) - 0.5) * width < width / 2 - 22)
  return (
    <div className="lane ruler" aria-hidden>
      {inside(ticksOf(span, width, 72)).map((seconds) => (
        <span
          key={seconds}
          className="tick digits"
          style={{ insetInlineStart: percent(shareOf(span, seconds)) }}
        >
          {fine ? seconds.toFixed(1) : shortTime(seconds)}
        </span>
      ))}
    </div>
  )
}

interface DraftSpanProps {
  readonly table: FrameTable
  readonly span: Span
  readonly from: number
  readonly to: number
}

function DraftSpan({ table, span, from, to }: DraftSpanProps): ReactNode {
  const { t } = useTranslation()
  const times = spanOfFrames(table, from, to)
  const start = shareOf(span, times.from)
  const end = shareOf(span, times.to)
  if (end < 0 || start > 1) return null
  const wide = end - start > 0.08
  return (
    <div
      className="draft-span"
      style={{ insetInlineStart: percent(start), inlineSize: percent(end - start) }}
      aria-hidden
    >
      {wide ? <span>{t('window.transport.in')}</span> : null}
      {wide ? <span>{t('window.transport.out')}</span> : null}
    </div>
  )
}

type ViewActs = readonly [Span, zoom: (factor: number) => void, move: (share: number) => void]

/** The part in view: the whole at first, nearer around the playhead on wish, moving along while it plays. */
function useTimelineSpan(table: FrameTable): ViewActs {
  const { player } = useReviewModel()
  const whole = wholeSpan(table)
  const [span, setSpan] = useState(whole)
  const frame = usePlayerPart(player, (state) => state.frame)
  const now = frame === undefined ? whole.from : spanOfFrames(table, frame, frame).from
  const [followed, setFollowed] = useState(now)
  // Whoever has scrolled away stays there until the picture changes.
  if (followed !== now) {
    setFollowed(now)
    setSpan(following(span, whole, now))
  }
  const zoom = (factor: number): void => setSpan((before) => zoomed(before, whole, factor, now))
  const move = (share: number): void => setSpan((before) => moved(before, whole, share))
  useCommands({
    'view.zoomIn': () => zoom(0.5),
    'view.zoomOut': () => zoom(2),
    'view.whole': () => setSpan(whole),
  })
  return [span, zoom, move]
}
