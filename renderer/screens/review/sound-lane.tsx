import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { isSilent, loudest, type SoundPeaks } from '../../../main/core/clip/sound-peaks.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { percentText } from '../../figures.ts'
import type { Span } from './timeline-scale.ts'
import { type Sound, useSound } from './use-sound.ts'

interface SoundLaneProps {
  readonly table: FrameTable
  readonly clip: ClipFacts
  readonly span: Span
  readonly width: number
}

/** How loud it is along the clip; where it is not known, why. For finding one's way, never a finding. */
export function SoundLane({ table, clip, span, width }: SoundLaneProps): ReactNode {
  const { t } = useTranslation()
  const words = useSoundWords(table)
  const [sound, make] = useSound(clip, table)
  const peaks = 'peaks' in sound ? sound.peaks : undefined
  const done = sound.state === 'making' ? sound.done : 1
  const path = useMemo(
    // `done` stands for the values, which grow in place of one another.
    () => (peaks && done > 0 ? wavePath(peaks, span, width) : ''),
    [peaks, done, span, width],
  )
  const line = words(sound)
  const told = sound.state !== 'ready' || (peaks && isSilent(peaks))
  return (
    <div className="lane lane-sound">
      <svg
        className="lane-drawing"
        viewBox={`0 0 ${Math.max(1, width)} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={line}
      >
        <title>{line}</title>
        <path className="sound-track" d={`M0 50H${width}`} />
        <path className="sound-wave" d={path} />
      </svg>
      {sound.state === 'onWish' ? (
        <button type="button" className="lane-act" onClick={make}>
          {t('window.timeline.soundMake')}
        </button>
      ) : null}
      {told ? <span className="lane-words">{line}</span> : null}
    </div>
  )
}

/** One bar a pixel, as high as its loudest sample; nothing where nothing was decoded. */
function wavePath(peaks: SoundPeaks, span: Span, width: number): string {
  const step = (span.to - span.from) / Math.max(1, width)
  const bars: string[] = []
  for (let x = 0; x < width; x++) {
    const value = loudest(peaks, span.from + x * step, span.from + (x + 1) * step)
    if (value === 0) continue
    // Half of a sound's samples are quieter than a tenth of its peak: the root lets them be seen.
    const half = Math.max(1.5, Math.sqrt((value - 1) / 254) * 46)
    bars.push(`M${x} ${(50 - half).toFixed(1)}h1V${(50 + half).toFixed(1)}h-1Z`)
  }
  return bars.join('')
}

function useSoundWords(table: FrameTable): (sound: Sound) => string {
  const { t, i18n } = useTranslation()
  return (sound) => {
    switch (sound.state) {
      case 'none':
        return t('window.timeline.soundNone')
      case 'waiting':
        return t('window.timeline.soundWaiting')
      case 'unreadable':
        return t('window.timeline.soundUnreadable', { codec: table.audio.join(', ') })
      case 'onWish':
        return t('window.timeline.soundOnWish')
      case 'making':
        return t('window.timeline.soundMaking', { percent: percentText(sound.done, i18n.language) })
      case 'ready':
        return t(isSilent(sound.peaks) ? 'window.timeline.soundSilent' : 'window.timeline.soundReady')
    }
  }
}
