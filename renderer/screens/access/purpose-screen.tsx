import './purpose-screen.css'
import KeyRound from 'lucide-react/icons/key-round'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostPurpose } from '../../../main/core/access/access-record.ts'
import type { Failure } from '../../../main/core/failure.ts'
import type { Bridge, CaseView } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextBox } from '../../ui/field.tsx'
import type { Desk } from '../../use-session.ts'
import { WindowBar } from '../review/window-bar.tsx'
import { useCommands } from '../../command-bus.tsx'

const reasons = ['firstViewing', 'evaluation', 'interview', 'inspection', 'trial', 'supervision'] as const
const ownWords = 'ownWords'
type Shipped = (typeof reasons)[number]
/** One that ships, one of the office's own by its place in the list, or free text. */
type Reason = Shipped | typeof ownWords | `office.${number}`

interface PurposeScreenProps {
  readonly workstation: Bridge
  readonly view: CaseView
  readonly desk: Desk
  readonly offline: boolean
}

/** Before anything of a case is shown: why it is opened. Without a purpose no access is lawful. */
export function PurposeScreen({ workstation, view, desk, offline }: PurposeScreenProps): ReactNode {
  const { t } = useTranslation()
  const [reason, setReason] = useState<Reason>('firstViewing')
  const [words, setWords] = useState('')
  // It goes into the access log as it stands: the file number of an encrypted case only when somebody types it.
  const suggested = view.bundle.encryption ? undefined : view.bundle.case?.case.fileNumber
  const [mandate, setMandate] = useState(suggested ?? '')
  const [failure, setFailure] = useState<Failure>()
  const office = useOfficePurposes(workstation)
  const listed = (value: Reason): string =>
    office[Number(value.slice('office.'.length))] ?? t(`access.reason.${value as Shipped}`)
  const said = reason === ownWords ? words.trim() : listed(reason)
  useCommands({ 'file.close': desk.close })
  const open = async (): Promise<void> => {
    const stated = await workstation.statePurpose({ reason: said, mandate: mandate.trim() })
    if (stated.ok) desk.take(stated.value)
    else setFailure(stated.failure)
  }
  return (
    <div className="purpose-screen">
      <WindowBar offline={offline} />
      <main className="purpose">
        <form
          className="purpose-box"
          aria-labelledby="purpose-title"
          onSubmit={(event) => {
            event.preventDefault()
            if (said !== '') void open()
          }}
        >
          <h1 id="purpose-title">{t('access.ask.title')}</h1>
          <p className="purpose-name selectable">
            {view.bundle.case?.case.fileNumber ?? ''} · {view.bundle.name}
          </p>
          <p>{t('access.ask.why')}</p>
          <Choice
            labelled
            label={t('access.ask.reason')}
            value={reason}
            options={[
              ...reasons.map((value) => ({ value, label: t(`access.reason.${value}`) })),
              ...office.map((purpose, i) => ({ value: `office.${i}` as Reason, label: purpose })),
              { value: ownWords, label: t('access.reason.ownWords') },
            ]}
            onChange={setReason}
          />
          {reason === ownWords ? (
            <TextBox
              first
              label={t('access.ask.ownWords')}
              value={words}
              onChange={setWords}
              maxLength={mostPurpose / 2}
            />
          ) : null}
          <TextBox
            label={t('access.ask.mandate')}
            hint={t('access.ask.mandateHint')}
            value={mandate}
            onChange={setMandate}
            maxLength={mostPurpose / 4}
          />
          {failure ? (
            <p role="alert" className="purpose-trouble">
              {failureWords(t, failure).title}
            </p>
          ) : null}
          <p className="purpose-hint">{t('access.ask.remembered')}</p>
          <div className="purpose-acts">
            <Button onPress={desk.close}>{t('window.cancel')}</Button>
            <Button look="main" type="submit" isDisabled={said === ''}>
              <KeyRound size={14} aria-hidden />
              {t('access.ask.open')}
            </Button>
          </div>
        </form>
      </main>
    </div>
  )
}

/** The office's own list, from its vocabulary; empty while it is being read and where there is none. */
function useOfficePurposes(workstation: Bridge): readonly string[] {
  const [purposes, setPurposes] = useState<readonly string[]>([])
  useEffect(() => {
    void workstation.officeFiles().then(({ office }) => setPurposes(office.vocabulary.purposes))
  }, [workstation])
  return purposes
}
