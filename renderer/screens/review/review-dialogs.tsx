import './review-dialogs.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureWords } from '../../failure-words.ts'
import { frameText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextBox } from '../../ui/field.tsx'
import { AccessSheet } from '../access/access-sheet.tsx'
import { ExchangeSheet } from '../exchange/exchange-sheet.tsx'
import { ChapterHelp } from '../help/chapter-help.tsx'
import { ClockDialog } from './clock-dialog.tsx'
import { FindPassport } from './find-passport.tsx'
import { PassportDialog } from './passport-dialog.tsx'
import { StartPresentation } from '../presentation/start-presentation.tsx'
import { parsePlace } from './parse-place.ts'
import { useReviewModel } from './review-model.ts'
import { SealDetails } from './seal-details.tsx'
import { SoundDialog } from './sound-dialog.tsx'
import { StillSaved } from './still-saved.tsx'

/** The one dialog that stands over the review screen, if any. */
export function ReviewDialogs(): ReactNode {
  const { t } = useTranslation()
  const { review, tell, view, workstation } = useReviewModel()
  const close = (): void => tell({ type: 'dialog', dialog: { kind: 'none' } })
  switch (review.dialog.kind) {
    case 'none':
      return null
    case 'sealDetails':
      return (
        <Dialog
          title={t('window.details.title')}
          closeLabel={t('window.close')}
          onClose={close}
          beside={<ChapterHelp chapter="judge" />}
          width="wide"
        >
          <SealDetails facts={view.bundle} copy={(text) => void workstation.copyText({ text })} />
        </Dialog>
      )
    case 'accessLog':
      return (
        <Dialog
          title={t('access.sheet.title')}
          closeLabel={t('window.close')}
          onClose={close}
          beside={<ChapterHelp chapter="access" />}
          width="wide"
        >
          <AccessSheet workstation={workstation} />
        </Dialog>
      )
    case 'exchange':
      return (
        <Dialog
          title={t('exchange.sheet.title')}
          closeLabel={t('window.close')}
          onClose={close}
          beside={<ChapterHelp chapter="together" />}
          width="wide"
        >
          <ExchangeSheet workstation={workstation} />
        </Dialog>
      )
    case 'passport':
      return <PassportDialog frame={review.dialog.frame} close={close} />
    case 'findPassport':
      return <FindPassport close={close} />
    case 'clock':
      return <ClockDialog number={review.dialog.clip ?? review.clip} close={close} />
    case 'sound':
      return <SoundDialog clip={review.dialog.clip} close={close} />
    case 'stillSaved':
      return <StillSaved still={review.dialog.still} close={close} />
    case 'present':
      return <StartPresentation close={close} />
    case 'goTo':
      return <GoTo close={close} />
    case 'withdraw':
      return <Withdraw entry={review.dialog.entry} close={close} />
    case 'trouble':
      return <Trouble words={failureWords(t, review.dialog.failure)} close={close} />
  }
}

function GoTo({ close }: { readonly close: () => void }): ReactNode {
  const { t } = useTranslation()
  const { table, acts, clip } = useReviewModel()
  const [text, setText] = useState('')
  const frames = table.state === 'ready' ? table.table : undefined
  const frame = frames && parsePlace(text, frames, clip?.startedAt ?? null)
  const go = (): void => {
    if (frame === undefined) return
    acts.goTo(frame)
    close()
  }
  return (
    <Dialog
      title={t('window.goTo.title')}
      beside={<ChapterHelp chapter="find" />}
      closeLabel={t('window.close')}
      onClose={close}
      width="narrow"
      actions={
        <Button look="main" isDisabled={frame === undefined} onPress={go}>
          {t('window.goTo.go')}
        </Button>
      }
    >
      <TextBox
        label={t('window.goTo.label')}
        hint={t('window.goTo.hint', { last: frameText((frames?.pts.length ?? 1) - 1) })}
        digits
        first
        value={text}
        onChange={setText}
        onEnter={go}
        error={text !== '' && frame === undefined ? t('window.goTo.none') : undefined}
      />
    </Dialog>
  )
}

function Withdraw({ entry, close }: { readonly entry: number; readonly close: () => void }): ReactNode {
  const { t } = useTranslation()
  const { acts } = useReviewModel()
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title={t('window.withdraw.title', { entry })}
      beside={<ChapterHelp chapter="correct" />}
      closeLabel={t('window.close')}
      onClose={close}
      width="narrow"
      actions={
        <>
          <Button onPress={close}>{t('window.cancel')}</Button>
          <Button
            look="main"
            isDisabled={reason.trim() === ''}
            onPress={() => acts.withdraw(entry, reason.trim())}
          >
            {t('window.withdraw.sign')}
          </Button>
        </>
      }
    >
      <p>{t('window.withdraw.text')}</p>
      <TextBox
        label={t('window.withdraw.reason')}
        lines={3}
        first
        maxLength={1000}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  )
}

function Trouble({
  words,
  close,
}: {
  readonly words: ReturnType<typeof failureWords>
  readonly close: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { acts } = useReviewModel()
  return (
    <Dialog
      alert
      title={words.title}
      closeLabel={t('window.close')}
      onClose={close}
      width="narrow"
      actions={
        <>
          <Button onPress={() => acts.copy(words.code)}>{t('window.copyCode')}</Button>
          <Button look="main" onPress={close}>
            {t('window.understood')}
          </Button>
        </>
      }
    >
      <p>{words.evidence}</p>
      <p>{words.remedy}</p>
      <p className="digits selectable trouble-code">{words.code}</p>
    </Dialog>
  )
}
