import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import Repeat from 'lucide-react/icons/repeat'
import StepBack from 'lucide-react/icons/step-back'
import StepForward from 'lucide-react/icons/step-forward'
import { type ReactNode, type RefCallback, useState } from 'react'
import { Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { parseMoment, printMoment } from '../../../main/core/clip/clocks.ts'
import { type Handlers, useCommands } from '../../command-bus.tsx'
import { clockParts, frameText } from '../../figures.ts'
import type { CameraSet, CamerasState, PaneState } from '../../player/cameras/camera-set.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Slider } from '../../ui/slider.tsx'
import { cameraStart } from './camera-clock.ts'
import { useReviewModel } from './review-model.ts'
import { type Camera, useCameraSet, useCamerasState } from './use-camera-set.ts'

interface CameraBoardProps {
  readonly cameras: readonly Camera[]
  /** Outlives the board: another choice of cameras goes on where this one was. */
  readonly kept: { moment: number | undefined }
}

/** The panes and their common transport. The keys of playing act on all of them together. */
export function CameraBoard({ cameras, kept }: CameraBoardProps): ReactNode {
  const [set, place] = useCameraSet(cameras, kept)
  const state = useCamerasState(set)
  const [lead, setLead] = useState(0)
  useCommands(set ? boardCommands(set) : {})
  return (
    <>
      <div className="cameras-grid" data-count={cameras.length}>
        {cameras.map((camera, pane) => (
          <Pane
            key={camera.clip.number}
            camera={camera}
            state={state.panes[pane]}
            place={place(pane)}
            leads={pane === lead}
            onLead={() => {
              setLead(pane)
              set?.setLead(pane)
            }}
          />
        ))}
      </div>
      {set ? <Transport set={set} state={state} zone={zoneOf(cameras)} /> : null}
    </>
  )
}

function boardCommands(set: CameraSet): Handlers {
  const beside = (milliseconds: number) => () => void set.moveBy(milliseconds)
  const shuttle = (): void => {
    const { playing, rate } = set.state()
    set.setRate(playing ? Math.min(8, rate * 2) : 1)
    if (!playing) set.toggle()
  }
  return {
    'playback.toggle': () => set.toggle(),
    'playback.forward': () => void set.stepBy(1),
    'playback.back': () => void set.stepBy(-1),
    'playback.secondForward': beside(1000),
    'playback.secondBack': beside(-1000),
    'playback.shuttleForward': shuttle,
    'playback.shuttleBack': () => void set.stepBy(-1),
    'playback.start': () => void set.showMoment(set.span.from),
    'playback.end': () => void set.showMoment(set.span.to - 1),
    'playback.loop': () => loopHere(set),
  }
}

/** The zone that the cameras' own clocks were set to; UTC where none says. */
function zoneOf(cameras: readonly Camera[]): number {
  const starts = cameras.flatMap(({ clip }) => parseMoment(clip.startedAt ?? '') ?? [])
  return starts[0]?.offsetMinutes ?? 0
}

/** Two seconds from here, again and again; once more ends it. */
function loopHere(set: CameraSet): void {
  const { loop, moment } = set.state()
  set.loop(loop ? undefined : { from: moment, to: Math.min(set.span.to, moment + 2000) })
}

interface PaneProps {
  readonly camera: Camera
  readonly state: PaneState | undefined
  readonly place: RefCallback<HTMLElement>
  readonly leads: boolean
  readonly onLead: () => void
}

function Pane({ camera: { clip }, state, place, leads, onLead }: PaneProps): ReactNode {
  const { t } = useTranslation()
  const { view, tell } = useReviewModel()
  const clock = cameraStart(view, clip)?.clock
  return (
    <figure className="camera" data-leads={leads}>
      <figcaption>
        <b>{clip.originalName}</b>
        <span className="digits" data-testid={`camera-frame-${clip.number}`}>
          {state?.frame === undefined ? '–' : t('window.cameras.frame', { frame: frameText(state.frame) })}
        </span>
        <span className="camera-clock">
          {!clock
            ? t('window.cameras.unknownOffset')
            : clock.uncertaintyMs === null
              ? t('window.cameras.asSealed')
              : t('window.cameras.uncertainty', { ms: clock.uncertaintyMs })}
        </span>
        <Button
          look="bare"
          onPress={() => tell({ type: 'dialog', dialog: { kind: 'sound', clip: clip.number } })}
        >
          {t('window.cameras.sound')}
        </Button>
        <Button look="bare" aria-pressed={leads} onPress={onLead}>
          {t(leads ? 'window.cameras.leading' : 'window.cameras.lead')}
        </Button>
      </figcaption>
      <div className="camera-picture">
        <div className="camera-host" ref={place} />
        {state && state.showing !== 'shown' ? (
          <p className="camera-none">
            {t(state.showing === 'outside' ? 'window.cameras.none' : 'window.cameras.missing')}
          </p>
        ) : null}
      </div>
    </figure>
  )
}

interface TransportProps {
  readonly set: CameraSet
  readonly state: CamerasState
  /** Minutes by which the recorded zone is ahead of UTC. */
  readonly zone: number
}

function Transport({ set, state, zone }: TransportProps): ReactNode {
  const { t } = useTranslation()
  const { from, to } = set.span
  const clock = clockParts(printMoment({ at: Math.round(state.moment), offsetMinutes: zone }))
  return (
    <div className="cameras-transport">
      <Toolbar aria-label={t('window.transport.title')} className="cameras-keys">
        <IconButton label={t('command.playback.back')} onPress={() => void set.stepBy(-1)}>
          <StepBack size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={t(state.playing ? 'window.transport.pause' : 'window.transport.play')}
          onPress={() => set.toggle()}
        >
          {state.playing ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
        </IconButton>
        <IconButton label={t('command.playback.forward')} onPress={() => void set.stepBy(1)}>
          <StepForward size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={t('window.cameras.loop')}
          aria-pressed={state.loop !== undefined}
          onPress={() => loopHere(set)}
        >
          <Repeat size={16} aria-hidden />
        </IconButton>
      </Toolbar>
      <Slider
        label={t('window.cameras.clock')}
        value={Math.round(state.moment - from)}
        least={0}
        most={Math.round(to - from)}
        step={10}
        words={clock ? `${clock.date} ${clock.time} ${clock.offset}` : ''}
        onChange={(moment) => void set.showMoment(from + moment)}
      />
      <p>{t('window.cameras.silent')}</p>
    </div>
  )
}
