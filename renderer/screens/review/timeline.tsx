import './timeline.css'
import Camera from 'lucide-react/icons/camera'
import Flag from 'lucide-react/icons/flag'
import MoveHorizontal from 'lucide-react/icons/move-horizontal'
import ShieldCheck from 'lucide-react/icons/shield-check'
import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { useCommandBus, useCommands } from '../../command-bus.tsx'
import { shortTime } from '../../figures.ts'
import { useKeys } from '../../key-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { CheckLane } from './check-lane.tsx'
import { DeviceLane } from './device-lane.tsx'
import { MarkerLane, RangeLane } from './note-lanes.tsx'
import { Playhead } from './playhead.tsx'
import { useReviewModel } from './review-model.ts'
import { draftHere } from './review-state.ts'
import {
  following,
  percent,
  shareOf,
  type Span,
  spanOfFrames,
  ticksOf,
  wholeSpan,
  zoomed,
} from './timeline-scale.ts'
import { useScrub } from './use-scrub.ts'
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
  const { clip, review } = useReviewModel()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const width = useWidth(place)
  const [span, zoom] = useTimelineSpan(table)
  const scrub = useScrub(table, span)
  const draft = draftHere(review)
  const hasEvents = (clip?.events.length ?? 0) > 0
  return (
    <div className="timeline" role="group" aria-label={t('window.timeline.title')}>
      <div className="lane-names">
        <div className="lane-name ruler">
          <ZoomKeys />
        </div>
        <LaneName icon={<Flag size={14} aria-hidden />} name={t('window.timeline.markers')} />
        <LaneName ranges icon={<MoveHorizontal size={14} aria-hidden />} name={t('window.timeline.ranges')} />
        {hasEvents ? (
          <LaneName icon={<Camera size={14} aria-hidden />} name={t('window.timeline.device')} />
        ) : null}
        <LaneName icon={<ShieldCheck size={14} aria-hidden />} name={t('window.timeline.check')} />
      </div>
      <div
        className="lanes"
        ref={setPlace}
        {...scrub}
        onWheel={(event) => {
          if (event.ctrlKey) zoom(event.deltaY > 0 ? 1.25 : 0.8)
        }}
      >
        <Ruler span={span} width={width} />
        <MarkerLane table={table} span={span} />
        <RangeLane table={table} span={span} />
        {hasEvents && clip ? <DeviceLane clip={clip} span={span} /> : null}
        {clip ? <CheckLane table={table} clip={clip} span={span} /> : null}
        {draft ? <DraftSpan table={table} span={span} from={draft.from} to={draft.to} /> : null}
        <Playhead table={table} span={span} />
      </div>
    </div>
  )
}

interface LaneNameProps {
  readonly icon: ReactNode
  readonly name: string
  readonly ranges?: boolean
}

function LaneName({ icon, name, ranges = false }: LaneNameProps): ReactNode {
  return (
    <div className={ranges ? 'lane-name ranges' : 'lane-name'}>
      {icon}
      <span title={name}>{name}</span>
    </div>
  )
}

function ZoomKeys(): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <>
      <IconButton
        label={t('command.view.zoomOut')}
        keys={keys('view.zoomOut') ?? ''}
        preventFocusOnPress
        onPress={() => void bus.run('view.zoomOut')}
      >
        <ZoomOut size={13} aria-hidden />
      </IconButton>
      <IconButton
        label={t('command.view.zoomIn')}
        keys={keys('view.zoomIn') ?? ''}
        preventFocusOnPress
        onPress={() => void bus.run('view.zoomIn')}
      >
        <ZoomIn size={13} aria-hidden />
      </IconButton>
    </>
  )
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

/** The part in view: the whole at first, nearer around the playhead on wish, moving along while it plays. */
function useTimelineSpan(table: FrameTable): readonly [Span, (factor: number) => void] {
  const { player } = useReviewModel()
  const whole = wholeSpan(table)
  const [span, setSpan] = useState(whole)
  const frame = usePlayerPart(player, (state) => state.frame)
  const now = frame === undefined ? whole.from : spanOfFrames(table, frame, frame).from
  const inView = following(span, whole, now)
  if (inView !== span) setSpan(inView)
  const zoom = (factor: number): void => setSpan((before) => zoomed(before, whole, factor, now))
  useCommands({
    'view.zoomIn': () => zoom(0.5),
    'view.zoomOut': () => zoom(2),
    'view.whole': () => setSpan(whole),
  })
  return [span, zoom]
}
