import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortTime } from '../../figures.ts'
import { IconButton } from '../../ui/button.tsx'
import { Slider } from '../../ui/slider.tsx'
import { peaksOf, type Peaks } from './sound-peaks.ts'

/** A sound recording: its course over time, and times instead of frame numbers. */
export function SoundView({ url }: { readonly url: string }): ReactNode {
  const { t } = useTranslation()
  const [player] = useState(() => new Audio(url))
  const [peaks, setPeaks] = useState<Peaks | 'broken'>()
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    let wanted = true
    void peaksOf(url).then((found) => {
      if (wanted) setPeaks(found ?? 'broken')
    })
    return () => {
      wanted = false
    }
  }, [url])
  useEffect(() => {
    const follow = (): void => setAt(player.currentTime)
    const change = (): void => setPlaying(!player.paused)
    player.addEventListener('timeupdate', follow)
    for (const event of ['play', 'pause', 'ended']) player.addEventListener(event, change)
    // Whoever closes the dialog hears no more of it.
    return () => {
      player.removeEventListener('timeupdate', follow)
      for (const event of ['play', 'pause', 'ended']) player.removeEventListener(event, change)
      player.pause()
    }
  }, [player])
  if (peaks === 'broken') return <p role="alert">{t('custody.file.broken')}</p>
  const length = peaks?.seconds ?? 0
  const place = t('custody.file.of', { at: tenths(at), length: tenths(length) })
  const toggle = (): void => void (playing ? player.pause() : player.play())
  return (
    <div className="sound" role="group" aria-label={t('custody.file.sound')}>
      {peaks ? <Waveform peaks={peaks} at={at} /> : null}
      <div className="sound-tools">
        <IconButton
          label={t(playing ? 'custody.file.pause' : 'custody.file.play')}
          isDisabled={!peaks}
          onPress={toggle}
        >
          {playing ? <Pause size={17} aria-hidden /> : <Play size={17} aria-hidden />}
        </IconButton>
        <Slider
          label={t('custody.file.position')}
          value={Math.min(at, length)}
          least={0}
          most={Math.max(length, 0.1)}
          step={0.1}
          words={place}
          onChange={(seconds) => {
            setAt(seconds)
            goTo(player, seconds)
          }}
        />
      </div>
      <p className="custody-note">{t('custody.file.soundNote')}</p>
    </div>
  )
}

function goTo(player: HTMLAudioElement, seconds: number): void {
  player.currentTime = seconds
}

function tenths(seconds: number): string {
  return `${shortTime(seconds)}.${Math.floor((seconds % 1) * 10)}`
}

/** The loudest moments of each stretch, above and below the middle; what was played is brighter. */
function Waveform({ peaks, at }: { readonly peaks: Peaks; readonly at: number }): ReactNode {
  const { t } = useTranslation()
  const { columns, seconds } = peaks
  const path = columns
    .map(([low, high], x) => `M${x + 0.5} ${50 - high * 48}V${50 - low * 48 + 0.5}`)
    .join('')
  const now = seconds > 0 ? (at / seconds) * columns.length : 0
  return (
    <svg
      className="waveform"
      role="img"
      aria-label={t('custody.file.waveform')}
      viewBox={`0 0 ${columns.length} 100`}
      preserveAspectRatio="none"
    >
      <path d={path} vectorEffect="non-scaling-stroke" />
      <line x1={now} x2={now} y1={0} y2={100} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
