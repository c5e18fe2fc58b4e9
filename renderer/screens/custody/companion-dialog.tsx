import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { claimedKind } from '../../../main/core/companion.ts'
import type { Failure } from '../../../main/core/failure.ts'
import type { CompanionFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { bytesText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextBox } from '../../ui/field.tsx'
import { PhotoView } from './photo-view.tsx'
import { SoundView } from './sound-view.tsx'

interface CompanionDialogProps {
  readonly file: CompanionFacts
  /** From 1; also its address. */
  readonly number: number
  readonly workstation: Bridge
  readonly close: () => void
}

/** A file beside the clips: photos and sounds are shown from verified bytes, everything else is only handed out. */
export function CompanionDialog({ file, number, workstation, close }: CompanionDialogProps): ReactNode {
  const { t, i18n } = useTranslation()
  const kind = claimedKind(file.mediaType)
  const url = `/file/${number}`
  return (
    <Dialog
      title={t('custody.file.title', { name: file.originalName })}
      closeLabel={t('window.close')}
      onClose={close}
      width="wide"
    >
      <div className="companion-sheet" data-kind={kind}>
        {kind === 'photo' ? <PhotoView url={url} name={file.originalName} /> : null}
        {kind === 'sound' ? <SoundView url={url} /> : null}
        {kind === 'document' ? <p>{t('custody.file.document')}</p> : null}
        <dl className="custody-facts">
          <dt>{t('custody.file.size')}</dt>
          <dd>{bytesText(file.size, i18n.language)}</dd>
          <dt>{t('custody.file.sha256')}</dt>
          <dd className="digits selectable">{file.sha256}</dd>
        </dl>
        {kind === 'document' ? null : <p className="custody-note">{t('custody.file.recorded')}</p>}
        <SaveCopy path={file.path} workstation={workstation} />
      </div>
    </Dialog>
  )
}

/** To whom it goes comes first: without it nothing leaves. */
function SaveCopy({ path, workstation }: { readonly path: string; readonly workstation: Bridge }): ReactNode {
  const { t } = useTranslation()
  const [recipient, setRecipient] = useState('')
  const [saved, setSaved] = useState<string>()
  const [failure, setFailure] = useState<Failure>()
  const save = async (): Promise<void> => {
    const answer = await workstation.saveCompanion({ path, recipient: recipient.trim() })
    setFailure(answer.ok ? undefined : answer.failure)
    setSaved(answer.ok ? answer.value?.path : undefined)
  }
  const words = failure && failureWords(t, failure)
  return (
    <>
      <div className="companion-save">
        <TextBox
          label={t('custody.file.recipient')}
          value={recipient}
          onChange={setRecipient}
          maxLength={250}
        />
        <Button isDisabled={recipient.trim() === ''} onPress={() => void save()}>
          {t('custody.file.save')}
        </Button>
      </div>
      {words ? (
        <p role="alert" className="custody-trouble">
          <b>{words.title}</b> {words.evidence} {words.remedy}
        </p>
      ) : null}
      <p role="status" className="custody-note selectable">
        {saved === undefined ? '' : t('custody.file.saved', { path: saved })}
      </p>
    </>
  )
}
