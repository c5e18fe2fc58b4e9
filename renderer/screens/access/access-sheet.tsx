import './access-sheet.css'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { AccessView } from '../../../preload/contract/access.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { frameText } from '../../figures.ts'
import { LongList } from '../../long-list.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextBox } from '../../ui/field.tsx'
import { Mark } from '../../ui/mark.tsx'
import { accessRows, actsIn, daysIn, everything, listedAccesses, peopleIn } from './access-rows.ts'
import { AccessLine } from './access-line.tsx'
import { AccessTrouble } from './access-trouble.tsx'

type Log = AccessView & { readonly expired: number; readonly years: number }

/** Who did what with the case, when, why, and for whom: to be looked through, handed out, and in time erased. */
export function AccessSheet({ workstation }: { readonly workstation: Bridge }): ReactNode {
  const { t } = useTranslation()
  const [log, setLog] = useState<Log>()
  const [failure, setFailure] = useState<Failure>()
  const [notice, setNotice] = useState<string>()
  const read = useCallback(async () => {
    const answer = await workstation.accessLog()
    if (answer.ok) setLog(answer.value)
    else setFailure(answer.failure)
  }, [workstation])
  useEffect(() => {
    void workstation
      .accessLog()
      .then((answer) => (answer.ok ? setLog(answer.value) : setFailure(answer.failure)))
  }, [workstation])
  const erase = async (): Promise<void> => {
    const erased = await workstation.eraseExpiredAccesses()
    if (!erased.ok) setFailure(erased.failure)
    else if (erased.value) setNotice(t('access.sheet.erased'))
    await read()
  }
  const goOn = async (): Promise<void> => {
    const continued = await workstation.continueAccessLog()
    if (!continued.ok) setFailure(continued.failure)
    await read()
  }
  if (!log) return failure ? <p role="alert">{failureWords(t, failure).title}</p> : null
  return (
    <div className="access-sheet">
      <AccessTrouble goOn={() => void goOn()} />
      <AccessHead log={log} erase={() => void erase()} />
      <AccessList log={log} />
      <HandOut
        workstation={workstation}
        done={(path) => {
          setNotice(t('access.sheet.written', { path }))
          void read()
        }}
        failed={setFailure}
      />
      {failure ? (
        <p role="alert" className="access-trouble">
          {failureWords(t, failure).title} {failureWords(t, failure).remedy}
        </p>
      ) : null}
      <p role="status" className="access-notice">
        {notice}
      </p>
    </div>
  )
}

function AccessHead({ log, erase }: { readonly log: Log; readonly erase: () => void }): ReactNode {
  const { t } = useTranslation()
  const { ledger, expired, years } = log
  const broken = ledger?.findings.some((finding) => finding.state === 'failed') ?? false
  return (
    <div className="access-head">
      <Mark tone={ledger === null ? 'open' : broken ? 'broken' : 'proven'} size={18} />
      <b>
        {ledger === null
          ? t('access.sheet.none')
          : t(broken ? 'access.sheet.broken' : 'access.sheet.sound', {
              count: ledger.entries,
              entries: frameText(ledger.entries),
            })}
      </b>
      <span className="access-gap" />
      <span>{t('access.sheet.period', { period: t('access.retention.years', { count: years }) })}</span>
      <Button isDisabled={expired === 0} onPress={erase}>
        {t('access.sheet.erase', { count: expired })}
      </Button>
    </div>
  )
}

function AccessList({ log }: { readonly log: Log }): ReactNode {
  const { t, i18n } = useTranslation()
  const [person, setPerson] = useState(everything)
  const [act, setAct] = useState(everything)
  const [day, setDay] = useState(everything)
  const rows = useMemo(() => accessRows(log.entries), [log.entries])
  const listed = listedAccesses(rows, { person, act, day })
  const any = (label: string) => ({ value: everything, label })
  return (
    <>
      <div className="access-filter">
        <Choice
          label={t('access.sheet.person')}
          value={person}
          options={[
            any(t('access.sheet.everyone')),
            ...peopleIn(rows).map((value) => ({ value, label: value })),
          ]}
          onChange={setPerson}
        />
        <Choice
          label={t('access.sheet.act')}
          value={act}
          options={[
            any(t('access.sheet.everyAct')),
            ...actsIn(rows).map((value) => ({ value: value as string, label: t(`access.act.${value}`) })),
          ]}
          onChange={setAct}
        />
        <Choice
          label={t('access.sheet.day')}
          value={day}
          options={[
            any(t('access.sheet.everyDay')),
            ...daysIn(rows).map((value) => ({
              value,
              label: new Date(`${value}T12:00:00`).toLocaleDateString(i18n.language),
            })),
          ]}
          onChange={setDay}
        />
      </div>
      <div className="access-list pane-scroll">
        {listed.length === 0 ? <p className="pane-empty">{t('access.sheet.noneListed')}</p> : null}
        <LongList label={t('access.sheet.list')} items={listed} keyOf={(row) => row.seq} about={58}>
          {(row) => <AccessLine row={row} />}
        </LongList>
      </div>
    </>
  )
}

interface HandOutProps {
  readonly workstation: Bridge
  readonly done: (path: string) => void
  readonly failed: (failure: Failure) => void
}

/** To the data-protection officer: a table or paper, and that it went out is itself recorded. */
function HandOut({ workstation, done, failed }: HandOutProps): ReactNode {
  const { t } = useTranslation()
  const [recipient, setRecipient] = useState('')
  const write = async (form: 'csv' | 'pdf'): Promise<void> => {
    const written = await workstation.exportAccessLog({ form, recipient: recipient.trim() })
    if (!written.ok) failed(written.failure)
    else if (written.value !== undefined) done(written.value)
  }
  return (
    <div className="access-out">
      <TextBox
        label={t('access.sheet.recipient')}
        value={recipient}
        onChange={setRecipient}
        maxLength={250}
      />
      <Button isDisabled={recipient.trim() === ''} onPress={() => void write('csv')}>
        {t('access.sheet.csv')}
      </Button>
      <Button isDisabled={recipient.trim() === ''} onPress={() => void write('pdf')}>
        {t('access.sheet.pdf')}
      </Button>
    </div>
  )
}
