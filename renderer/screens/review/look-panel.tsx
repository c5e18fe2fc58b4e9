import './look.css'
import RotateCw from 'lucide-react/icons/rotate-cw'
import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type PictureProcessing, processingBounds } from '../../../main/core/picture/processing.ts'
import { useCommandBus } from '../../command-bus.tsx'
import { useKeys } from '../../key-words.ts'
import { changesOf, originalLook, processedWith } from '../../player/look/look.ts'
import { Button, IconButton, KeyCap } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Slider } from '../../ui/slider.tsx'
import { useReviewModel } from './review-model.ts'

const channels = ['all', 'red', 'green', 'blue', 'luma'] as const
const fields = ['both', 'upper', 'lower'] as const

/** How the picture is looked at. Stands beside the picture, never on it; nothing here touches evidence. */
export function LookPanel(): ReactNode {
  const { t } = useTranslation()
  const { look } = useReviewModel()
  const bus = useCommandBus()
  const keys = useKeys()
  if (!look.panel) return null
  const change = (to: Partial<PictureProcessing>): void => look.change((now) => processedWith(now, to))
  const { processing } = look.look
  return (
    <section className="look" aria-label={t('window.look.title')}>
      <h2>{t('window.look.title')}</h2>
      <Geometry />
      <Tones />
      <Choice
        label={t('window.look.channelLabel')}
        labelled
        value={processing.channel}
        options={channels.map((value) => ({ value, label: t(`window.look.channel.${value}`) }))}
        onChange={(channel) => change({ channel })}
      />
      <Choice
        label={t('window.look.fieldLabel')}
        labelled
        value={processing.field}
        options={fields.map((value) => ({ value, label: t(`window.look.field.${value}`) }))}
        onChange={(field) => change({ field })}
      />
      <Switch id="view.invert" on={processing.invert} word={t('window.look.changed.invert')} />
      <Switch id="view.difference" on={processing.difference} word={t('window.look.changed.difference')} />
      <div className="look-foot">
        <Button
          aria-pressed={look.original}
          isDisabled={changesOf(look.look).length === 0}
          onPress={() => void bus.run('view.original')}
        >
          {t('window.look.original')}
          <KeyCap>{keys('view.original')}</KeyCap>
        </Button>
        <Button look="bare" onPress={() => look.change(() => originalLook)}>
          {t('window.look.reset')}
        </Button>
      </div>
    </section>
  )
}

function Geometry(): ReactNode {
  const { t, i18n } = useTranslation()
  const { look } = useReviewModel()
  const bus = useCommandBus()
  const keys = useKeys()
  const zoom = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(look.look.zoom)
  const key = (id: 'view.pictureOut' | 'view.pictureIn' | 'view.turn', icon: ReactNode): ReactNode => (
    <IconButton label={t(`command.${id}`)} keys={keys(id) ?? ''} onPress={() => void bus.run(id)}>
      {icon}
    </IconButton>
  )
  return (
    <div className="look-row">
      {key('view.pictureOut', <ZoomOut size={16} aria-hidden />)}
      <span className="digits look-zoom">{t('window.look.zoom', { zoom })}</span>
      {key('view.pictureIn', <ZoomIn size={16} aria-hidden />)}
      {key('view.turn', <RotateCw size={16} aria-hidden />)}
      <Button
        className="look-smooth"
        look="bare"
        aria-pressed={look.look.smooth}
        onPress={() => look.change((now) => ({ ...now, smooth: !now.smooth }))}
      >
        {t(look.look.smooth ? 'window.look.smooth' : 'window.look.pixels')}
      </Button>
    </div>
  )
}

function Tones(): ReactNode {
  const { t, i18n } = useTranslation()
  const { look } = useReviewModel()
  const { processing } = look.look
  const signed = new Intl.NumberFormat(i18n.language, { signDisplay: 'exceptZero' })
  const gamma = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2 })
  return (
    <>
      {(['brightness', 'contrast', 'gamma'] as const).map((name) => (
        <Slider
          key={name}
          label={t(`window.look.${name}`)}
          value={processing[name]}
          least={processingBounds[name][0]}
          most={processingBounds[name][1]}
          step={name === 'gamma' ? 5 : 1}
          words={name === 'gamma' ? gamma.format(processing.gamma / 100) : signed.format(processing[name])}
          onChange={(value) => look.change((now) => processedWith(now, { [name]: value }))}
        />
      ))}
    </>
  )
}

interface SwitchProps {
  readonly id: 'view.invert' | 'view.difference'
  readonly on: boolean
  readonly word: string
}

function Switch({ id, on, word }: SwitchProps): ReactNode {
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <Button className="look-switch" look="bare" aria-pressed={on} onPress={() => void bus.run(id)}>
      {word}
      <KeyCap>{keys(id)}</KeyCap>
    </Button>
  )
}
