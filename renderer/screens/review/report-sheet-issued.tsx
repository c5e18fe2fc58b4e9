import FileCheck from 'lucide-react/icons/file-check'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { IssuedView, ReportDefaults } from '../../../preload/contract/report.ts'
import type { ReportView } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { hashEnds, hashGroups, localTime } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { TextBox } from '../../ui/field.tsx'
import { useReviewModel } from './review-model.ts'

export function Refused({ failure }: { readonly failure: Failure }): ReactNode {
  const { t } = useTranslation()
  const words = failureWords(t, failure)
  return (
    <div className="draft-trouble" role="alert">
      <b>{words.title}</b>
      <p>{words.evidence}</p>
      <p>{words.remedy}</p>
    </div>
  )
}

/** What came out stands below the choice and may lie outside of the pane. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

export function Issued({ report }: { readonly report: ReportView }): ReactNode {
  const { t } = useTranslation()
  const { workstation, acts } = useReviewModel()
  return (
    <section className="report-issued" role="status" ref={intoView}>
      <h3>
        <FileCheck size={16} aria-hidden />
        {t('window.report.issued', { number: report.number })}
      </h3>
      <dl>
        <dt>{t('window.report.pdf')}</dt>
        <dd className="selectable">{report.pdf}</dd>
        <dt>{t('window.report.container')}</dt>
        <dd className="selectable">{report.container}</dd>
        <dt>{t('window.report.hash')}</dt>
        <dd className="digits selectable">{hashGroups(report.pdfSha256)}</dd>
      </dl>
      <div className="report-acts">
        <Button onPress={() => void workstation.showReport({ path: report.pdf })}>
          {t('window.report.open')}
        </Button>
        <Button look="bare" onPress={() => acts.copy(report.pdfSha256)}>
          {t('window.report.copyHash')}
        </Button>
      </div>
    </section>
  )
}

/** Every report that was issued on this bundle, from the ledger, the newest first. */
export function EarlierReports({ issued }: Pick<ReportDefaults, 'issued'>): ReactNode {
  const { t } = useTranslation()
  if (issued.length === 0) return null
  return (
    <section className="report-earlier" aria-label={t('window.report.earlier')}>
      <h3>{t('window.report.earlier')}</h3>
      <ul>
        {[...issued].reverse().map((report) => (
          <EarlierReport key={report.number} report={report} />
        ))}
      </ul>
    </section>
  )
}

function EarlierReport({ report }: { readonly report: IssuedView }): ReactNode {
  const { t, i18n } = useTranslation()
  const [handing, setHanding] = useState(false)
  return (
    <li>
      <b className="selectable">{report.number}</b>
      <span>{localTime(report.at, i18n.language)}</span>
      <span className="digits" title={report.pdfSha256}>
        {hashEnds(report.pdfSha256)}
      </span>
      {report.recipients.length === 0 ? null : (
        <span>{t('window.report.went', { recipients: report.recipients.join(', ') })}</span>
      )}
      {report.file === 'same' ? (
        <div className="report-acts">
          <Button look="bare" aria-expanded={handing} onPress={() => setHanding(!handing)}>
            {t('window.report.reprint')}
          </Button>
          <Stamping report={report} />
        </div>
      ) : (
        <span className="report-gone">{t(`window.report.file.${report.file}`)}</span>
      )}
      {handing ? <HandOut number={report.number} done={() => setHanding(false)} /> : null}
    </li>
  )
}

/** Two steps with another machine between them: the request goes out, the authority's answer comes in. */
function Stamping({ report: { number, stamped } }: { readonly report: IssuedView }): ReactNode {
  const { t } = useTranslation()
  const { workstation } = useReviewModel()
  const [path, setPath] = useState<string>()
  const [failure, setFailure] = useState<Failure>()
  const act = async (call: 'requestTimestamp' | 'addTimestamp'): Promise<void> => {
    const done = await workstation[call]({ number })
    setFailure(done.ok ? undefined : done.failure)
    if (done.ok && done.value !== undefined) setPath(done.value)
  }
  if (stamped) return <span>{t('window.report.stamped')}</span>
  return (
    <>
      <Button look="bare" onPress={() => void act('requestTimestamp')}>
        {t('window.report.stampRequest')}
      </Button>
      <Button look="bare" onPress={() => void act('addTimestamp')}>
        {t('window.report.stampAdd')}
      </Button>
      {path === undefined ? null : (
        <p className="selectable" role="status">
          {t('window.report.written', { path })}
        </p>
      )}
      {failure ? <Refused failure={failure} /> : null}
    </>
  )
}

/** The same bytes once more, and on record for whom. */
function HandOut({ number, done }: { readonly number: string; readonly done: () => void }): ReactNode {
  const { t } = useTranslation()
  const { workstation } = useReviewModel()
  const [recipient, setRecipient] = useState('')
  const [failure, setFailure] = useState<Failure>()
  const write = async (): Promise<void> => {
    const written = await workstation.reprintReport({ number, recipient: recipient.trim() })
    if (!written.ok) setFailure(written.failure)
    else if (written.value !== undefined) done()
  }
  return (
    <div className="report-handout">
      <TextBox
        label={t('window.report.recipient')}
        first
        maxLength={500}
        value={recipient}
        onChange={setRecipient}
      />
      <Button isDisabled={recipient.trim() === ''} onPress={() => void write()}>
        {t('window.report.writeCopy')}
      </Button>
      {failure ? <Refused failure={failure} /> : null}
    </div>
  )
}
