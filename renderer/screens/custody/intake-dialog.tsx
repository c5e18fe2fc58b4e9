import { type ReactNode, useState } from 'react'
import FolderOpen from 'lucide-react/icons/folder-open'
import Files from 'lucide-react/icons/files'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { ChosenFootage, IntakeForm } from '../../../preload/contract/intake.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { bytesText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextBox } from '../../ui/field.tsx'
import { IntakeCustody } from './intake-custody.tsx'
import { emptyIntake, isComplete, putText, type IntakeGroup } from './intake-form.ts'

interface IntakeDialogProps {
  readonly workstation: Bridge
  readonly seal: (form: IntakeForm) => void
  readonly close: () => void
}

/** Footage that came without a seal: what it is, where it comes from, through whose hands it went. */
export function IntakeDialog({ workstation, seal, close }: IntakeDialogProps): ReactNode {
  const { t } = useTranslation()
  const [form, setForm] = useState(() => emptyIntake(t('custody.intake.received'), new Date()))
  const [footage, setFootage] = useState<ChosenFootage>()
  const ready = footage !== undefined && footage.files.length > 0 && isComplete(form)
  return (
    <Dialog
      title={t('custody.intake.title')}
      closeLabel={t('window.close')}
      onClose={close}
      width="wide"
      actions={
        <>
          <span className="custody-note custody-needed" role="status">
            {ready ? '' : t('custody.intake.needed')}
          </span>
          <Button onPress={close}>{t('window.cancel')}</Button>
          <Button look="main" isDisabled={!ready} onPress={() => seal(form)}>
            {t('custody.intake.seal')}
          </Button>
        </>
      }
    >
      <p>{t('custody.intake.text')}</p>
      <IntakeSource workstation={workstation} footage={footage} chosen={setFootage} />
      <div className="intake-groups">
        {groups.map(({ group, title, fields }) => (
          <fieldset key={group} className="intake-group">
            <legend>{t(title)}</legend>
            {fields.map(([name, label]) => (
              <TextBox
                key={name}
                label={t(label)}
                value={form[group][name as never]}
                maxLength={500}
                onChange={(text) => setForm(putText(form, group, name, text))}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <IntakeCustody custody={form.custody} onChange={(custody) => setForm({ ...form, custody })} />
    </Dialog>
  )
}

const groups = [
  {
    group: 'case',
    title: 'custody.intake.case',
    fields: [
      ['fileNumber', 'custody.intake.fileNumber'],
      ['incident', 'custody.intake.incident'],
      ['office', 'custody.intake.office'],
      ['title', 'custody.intake.caseTitle'],
    ],
  },
  {
    group: 'exhibit',
    title: 'custody.intake.exhibit',
    fields: [
      ['number', 'custody.intake.number'],
      ['medium', 'custody.intake.medium'],
      ['serial', 'custody.intake.serial'],
    ],
  },
  {
    group: 'device',
    title: 'custody.intake.device',
    fields: [
      ['id', 'custody.intake.deviceId'],
      ['serial', 'custody.intake.deviceSerial'],
      ['model', 'custody.intake.deviceModel'],
    ],
  },
] as const satisfies readonly {
  readonly group: IntakeGroup
  readonly title: string
  readonly fields: readonly (readonly [string, string])[]
}[]

interface IntakeSourceProps {
  readonly workstation: Bridge
  readonly footage: ChosenFootage | undefined
  readonly chosen: (footage: ChosenFootage) => void
}

function IntakeSource({ workstation, footage, chosen }: IntakeSourceProps): ReactNode {
  const { t, i18n } = useTranslation()
  const [failure, setFailure] = useState<Failure>()
  const choose = async (folder: boolean): Promise<void> => {
    const answer = await workstation.chooseFootage({ folder })
    setFailure(answer.ok ? undefined : answer.failure)
    if (answer.ok && answer.value) chosen(answer.value)
  }
  const clips = footage?.files.filter(({ clip }) => clip).length ?? 0
  return (
    <section className="intake-source" aria-label={t('custody.intake.source')}>
      <h3>{t('custody.intake.source')}</h3>
      <div className="intake-choose">
        <Button onPress={() => void choose(true)}>
          <FolderOpen size={15} aria-hidden />
          {t('custody.intake.folder')}
        </Button>
        <Button onPress={() => void choose(false)}>
          <Files size={15} aria-hidden />
          {t('custody.intake.files')}
        </Button>
        <span role="status">
          {footage
            ? t('custody.intake.chosen', {
                folder: footage.folder,
                clips,
                files: footage.files.length - clips,
                size: bytesText(footage.bytes, i18n.language),
              })
            : ''}
        </span>
      </div>
      {footage && footage.leftOut.length > 0 ? (
        <p className="custody-note">{t('custody.intake.leftOut', { count: footage.leftOut.length })}</p>
      ) : null}
      {failure ? (
        <p role="alert" className="custody-trouble">
          {failureWords(t, failure).title}
        </p>
      ) : null}
    </section>
  )
}
