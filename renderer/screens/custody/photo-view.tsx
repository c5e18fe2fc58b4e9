import Maximize from 'lucide-react/icons/maximize'
import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import { type CSSProperties, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button.tsx'

function zoomText(zoom: number, language: string): string {
  return `${zoom.toLocaleString(language)} ×`
}

/** Keys scroll a region only when it can have the focus. */
const scrolledByKeys = { tabIndex: 0 }

const steps = [1, 1.5, 2, 3, 4, 6, 8]

/** A photo as it was sealed: fitted at first, larger step by step; the frame around it scrolls, by keys as well. */
export function PhotoView({ url, name }: { readonly url: string; readonly name: string }): ReactNode {
  const { t, i18n } = useTranslation()
  const [step, setStep] = useState(0)
  const [broken, setBroken] = useState(false)
  if (broken) return <p role="alert">{t('custody.file.broken')}</p>
  const zoom = steps[step] ?? 1
  return (
    <div className="photo">
      <div className="photo-tools" role="toolbar" aria-label={t('custody.file.photo')}>
        <IconButton
          label={t('custody.file.zoomOut')}
          isDisabled={step === 0}
          onPress={() => setStep(step - 1)}
        >
          <ZoomOut size={16} aria-hidden />
        </IconButton>
        <span className="digits">{zoomText(zoom, i18n.language)}</span>
        <IconButton
          label={t('custody.file.zoomIn')}
          isDisabled={step === steps.length - 1}
          onPress={() => setStep(step + 1)}
        >
          <ZoomIn size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('custody.file.fit')} isDisabled={step === 0} onPress={() => setStep(0)}>
          <Maximize size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="photo-frame" role="region" aria-label={t('custody.file.photo')} {...scrolledByKeys}>
        <img
          src={url}
          alt={name}
          style={{ '--zoom': zoom } as CSSProperties}
          onError={() => setBroken(true)}
        />
      </div>
    </div>
  )
}
