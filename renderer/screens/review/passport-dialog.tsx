import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { ChapterHelp } from '../help/chapter-help.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PassportFacts } from './passport-facts.tsx'
import { useReviewModel } from './review-model.ts'
import { usePassport } from './use-passport.ts'

/** The passport of one frame: made by main, which decodes the frame anew, and read here. */
export function PassportDialog({
  frame,
  close,
}: {
  readonly frame: number
  readonly close: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { workstation, review, acts, tell, view } = useReviewModel()
  const answer = usePassport(workstation, review.clip, frame, view.entries.length)
  const words = answer?.ok === false ? failureWords(t, answer.failure) : undefined
  return (
    <Dialog
      title={t('window.passport.title')}
      beside={<ChapterHelp chapter="still" />}
      closeLabel={t('window.close')}
      onClose={close}
      width="wide"
      actions={
        <>
          <Button look="bare" onPress={() => tell({ type: 'dialog', dialog: { kind: 'clock' } })}>
            {t('window.passport.setClock')}
          </Button>
          <Button onPress={() => acts.exportStill(frame)}>{t('window.passport.still')}</Button>
          <Button
            look="main"
            isDisabled={!answer?.ok}
            onPress={() => {
              if (answer?.ok) acts.copy(answer.value.text)
              close()
            }}
          >
            {t('window.passport.copy')}
          </Button>
        </>
      }
    >
      <div className="passport">
        {answer === undefined ? <p role="status">{t('window.passport.reading')}</p> : null}
        {words ? (
          <p className="passport-notice" data-tone="broken">
            {words.title} {words.evidence}
          </p>
        ) : null}
        {answer?.ok ? <PassportFacts passport={answer.value.passport} /> : null}
        <p className="passport-note">{t('window.passport.note')}</p>
      </div>
    </Dialog>
  )
}
