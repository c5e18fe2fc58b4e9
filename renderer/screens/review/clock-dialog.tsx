import './passport.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseMoment } from '../../../main/core/clip/clocks.ts'
import { referenceClockOf } from '../../../main/core/clip/reference-clock.ts'
import { Button } from '../../ui/button.tsx'
import { ChapterHelp } from '../help/chapter-help.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextBox } from '../../ui/field.tsx'
import { parseMilliseconds, secondsText } from './parse-milliseconds.ts'
import { useReviewModel } from './review-model.ts'

interface ClockDialogProps {
  readonly number: number
  readonly close: () => void
}

/** What a reviewer knows of the camera's clock; it becomes an entry of the ledger and is never written over. */
export function ClockDialog({ number, close }: ClockDialogProps): ReactNode {
  const { t, i18n } = useTranslation()
  const { view, acts } = useReviewModel()
  const clip = view.bundle.case?.clips.find((known) => known.number === number)
  const now = clip && referenceClockOf(view.bundle.manifestSha256, clip, view.entries)
  const [startedAt, setStartedAt] = useState(clip?.startedAt ?? now?.startedAt ?? '')
  const [offset, setOffset] = useState(now ? secondsText(now.offsetMs, i18n.language) : '')
  const [uncertainty, setUncertainty] = useState('')
  const [source, setSource] = useState('')
  const [reason, setReason] = useState('')
  const [offsetMs, uncertaintyMs] = [parseMilliseconds(offset), parseMilliseconds(uncertainty)]
  const sealed = clip !== undefined && clip.startedAt !== null
  const started = parseMoment(startedAt) !== undefined
  const whole =
    clip !== undefined &&
    started &&
    offsetMs !== undefined &&
    uncertaintyMs !== undefined &&
    uncertaintyMs >= 0 &&
    source.trim() !== '' &&
    reason.trim() !== ''
  const sign = (): void => {
    if (!whole) return
    const words = { source: source.trim(), reason: reason.trim() }
    acts.setClock(clip.number, { startedAt, offsetMs, uncertaintyMs, method: 'compared', ...words })
  }
  return (
    <Dialog
      title={t('window.clock.title', { clip: clip?.originalName ?? '' })}
      beside={<ChapterHelp chapter="cameras" />}
      closeLabel={t('window.close')}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('window.cancel')}</Button>
          <Button look="main" isDisabled={!whole} onPress={sign}>
            {t('window.clock.sign')}
          </Button>
        </>
      }
    >
      <p>{t('window.clock.text')}</p>
      <TextBox
        label={t('window.clock.start')}
        hint={t(sealed ? 'window.clock.startSealed' : 'window.clock.startHint')}
        digits
        isDisabled={sealed}
        value={startedAt}
        onChange={setStartedAt}
        error={startedAt !== '' && !started ? t('window.clock.refusal.startMissing') : undefined}
      />
      <div className="clock-row">
        <TextBox
          label={t('window.clock.offset')}
          hint={t('window.clock.offsetHint')}
          digits
          first
          value={offset}
          onChange={setOffset}
          error={offset !== '' && offsetMs === undefined ? t('window.clock.noNumber') : undefined}
        />
        <TextBox
          label={t('window.clock.uncertainty')}
          hint={t('window.clock.uncertaintyHint')}
          digits
          value={uncertainty}
          onChange={setUncertainty}
          error={uncertainty !== '' && (uncertaintyMs ?? -1) < 0 ? t('window.clock.noNumber') : undefined}
        />
      </div>
      <TextBox label={t('window.clock.source')} maxLength={500} value={source} onChange={setSource} />
      <TextBox
        label={t('window.clock.reason')}
        lines={2}
        maxLength={1000}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  )
}
