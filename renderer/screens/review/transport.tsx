import './transport.css'
import ArrowLeftToLine from 'lucide-react/icons/arrow-left-to-line'
import ArrowRightToLine from 'lucide-react/icons/arrow-right-to-line'
import Captions from 'lucide-react/icons/captions'
import FastForward from 'lucide-react/icons/fast-forward'
import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import Rewind from 'lucide-react/icons/rewind'
import StepBack from 'lucide-react/icons/step-back'
import StepForward from 'lucide-react/icons/step-forward'
import Volume2 from 'lucide-react/icons/volume-2'
import VolumeX from 'lucide-react/icons/volume-x'
import type { ReactNode } from 'react'
import { Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import type { CommandId } from '../../commands.ts'
import { clockParts, deviceClock, frameText, mediaTime, rateText } from '../../figures.ts'
import { useKeys } from '../../key-words.ts'
import { Button, IconButton, KeyCap } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { captionsOf } from './captions.ts'
import { useReviewModel } from './review-model.ts'
import { usePlayerPart } from './use-player.ts'

const rates = ['0.1', '0.25', '0.5', '1', '1.5', '2', '4'] as const

/** Three clocks side by side, the transport, and what belongs to playing. */
export function Transport(): ReactNode {
  const { t, i18n } = useTranslation()
  const { player, table, view, review } = useReviewModel()
  const bus = useCommandBus()
  const keys = useKeys()
  const playing = usePlayerPart(player, (state) => state.playing)
  const rate = usePlayerPart(player, (state) => state.rate)
  const muted = usePlayerPart(player, (state) => state.muted)
  const hasSound = table.state === 'ready' && table.table.audio.length > 0
  return (
    <div className="transport">
      <Clocks />
      <Toolbar className="transport-keys" aria-label={t('window.transport.title')}>
        <Key id="playback.shuttleBack" icon={<Rewind size={16} aria-hidden />} />
        <Key id="playback.back" icon={<StepBack size={16} aria-hidden />} />
        <IconButton
          label={t(playing ? 'window.transport.pause' : 'window.transport.play')}
          keys={keys('playback.toggle') ?? ''}
          className="transport-play"
          preventFocusOnPress
          onPress={() => void bus.run('playback.toggle')}
        >
          {playing ? (
            <Pause size={19} fill="currentColor" aria-hidden />
          ) : (
            <Play size={19} fill="currentColor" aria-hidden />
          )}
        </IconButton>
        <Key id="playback.forward" icon={<StepForward size={16} aria-hidden />} />
        <Key id="playback.shuttleForward" icon={<FastForward size={16} aria-hidden />} />
      </Toolbar>
      <div className="transport-more">
        <SpanKey
          id="annotation.in"
          word={t('window.transport.in')}
          icon={<ArrowLeftToLine size={14} aria-hidden />}
        />
        <SpanKey
          id="annotation.out"
          word={t('window.transport.out')}
          icon={<ArrowRightToLine size={14} aria-hidden />}
        />
        <Choice
          className="transport-rate digits"
          label={t('window.transport.rate')}
          value={rateOption(rate)}
          options={rates.map((value) => ({ value, label: rateText(Number(value), i18n.language) }))}
          onChange={(value) => player?.setRate(Number(value))}
        />
        {captionsOf(view, review.clip).length > 0 ? <CaptionKey on={review.captions} /> : null}
        <IconButton
          label={t(
            !hasSound
              ? 'window.transport.noSound'
              : muted
                ? 'window.transport.unmute'
                : 'window.transport.mute',
          )}
          isDisabled={!hasSound}
          preventFocusOnPress
          onPress={() => void bus.run('playback.mute')}
        >
          {muted || !hasSound ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
        </IconButton>
      </div>
    </div>
  )
}

function rateOption(rate: number): (typeof rates)[number] {
  return rates.find((value) => Number(value) === rate) ?? '1'
}

function Key({ id, icon }: { readonly id: CommandId; readonly icon: ReactNode }): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <IconButton
      label={t(`command.${id}`)}
      keys={keys(id) ?? ''}
      preventFocusOnPress
      onPress={() => void bus.run(id)}
    >
      {icon}
    </IconButton>
  )
}

function CaptionKey({ on }: { readonly on: boolean }): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <IconButton
      label={t('window.transport.captions')}
      keys={keys('playback.captions') ?? ''}
      aria-pressed={on}
      preventFocusOnPress
      onPress={() => void bus.run('playback.captions')}
    >
      <Captions size={16} aria-hidden />
    </IconButton>
  )
}

interface SpanKeyProps {
  readonly id: CommandId
  readonly word: string
  readonly icon: ReactNode
}

function SpanKey({ id, word, icon }: SpanKeyProps): ReactNode {
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <Button className="transport-span" preventFocusOnPress aria-label={word} onPress={() => void bus.run(id)}>
      {icon}
      <span>{word}</span>
      <KeyCap>{keys(id)}</KeyCap>
    </Button>
  )
}

/** Media time, frame number and the recorder's clock: three things that are easily taken for one another. */
export function Clocks(): ReactNode {
  const { t } = useTranslation()
  const { player, table, clip } = useReviewModel()
  const shown = usePlayerPart(player, (state) => state.frame)
  const shownClip = usePlayerPart(player, (state) => state.clip)
  /** A frame that may not be shown still has a place and a time; drawn faintly, for it is not on screen. */
  const missing = usePlayerPart(player, (state) => (state.trouble ? state.wanted : undefined))
  const frame = shown ?? missing
  const frames = table.state === 'ready' ? table.table : undefined
  const device = clip && frames && frame !== undefined ? deviceClock(clip, frames, frame) : undefined
  const offset = clockParts(clip?.startedAt ?? null)?.offset
  return (
    <dl className="clocks" data-shown={shown !== undefined}>
      <div>
        <dt>{t('window.transport.mediaTime')}</dt>
        <dd className="digits clock-main" data-testid="media-time">
          {frame === undefined || !frames ? '––:––:––.–––' : mediaTime(frames, frame)}
        </dd>
      </div>
      <div>
        <dt>{t('window.transport.frame')}</dt>
        <dd className="digits clock-frame" data-testid="frame" data-clip={shownClip}>
          {frame === undefined ? '–' : frameText(frame)}
        </dd>
      </div>
      <div>
        <dt>
          {offset === undefined
            ? t('window.transport.deviceTimeUnknown')
            : t('window.transport.deviceTime', { offset })}
        </dt>
        <dd className="digits" data-testid="device-time" title={device?.date}>
          {device?.time ?? '–'}
        </dd>
      </div>
    </dl>
  )
}
