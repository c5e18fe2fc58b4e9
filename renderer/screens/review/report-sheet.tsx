import './report-sheet.css'
import FileCheck from 'lucide-react/icons/file-check'
import KeyRound from 'lucide-react/icons/key-round'
import { type ReactNode, useState } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { Language, ReportView } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { hashGroups } from '../../figures.ts'
import { languageNames } from '../../phrases.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { knownCategory } from './categories.ts'
import { frameRange, listedNotes, type Note } from './notes.ts'
import { useReviewModel } from './review-model.ts'
import { allCategories, type Issue } from './review-state.ts'

/** What goes into the report, in which language, and what came out. */
export function ReportSheet(): ReactNode {
  const { t, i18n } = useTranslation()
  const { workstation, notes, review, tell } = useReviewModel()
  const { issue } = review
  const setIssue = (next: Issue): void => tell({ type: 'issue', issue: next })
  const [language, setLanguage] = useState<Language>(i18n.language)
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const held = listedNotes(notes, { category: allCategories, order: 'time', search: '' }).filter(
    (note) => !note.withdrawal,
  )
  const entries = held.map((note) => note.entry.seq).filter((seq) => !left.has(seq))

  const sign = async (): Promise<void> => {
    setIssue({ state: 'signing' })
    const result = await workstation.signReport({ language, entries })
    if (!result.ok) {
      setIssue(
        result.failure.code === 'key.cancelled'
          ? { state: 'choosing' }
          : { state: 'refused', failure: result.failure },
      )
    } else setIssue(result.value ? { state: 'issued', report: result.value } : { state: 'choosing' })
  }

  return (
    <div className="pane-scroll report-sheet">
      <p className="report-lead">{t('window.report.lead')}</p>
      <Choice
        labelled
        label={t('window.report.language')}
        value={language}
        options={languageNames().map(({ tag, name }) => ({ value: tag, label: name }))}
        onChange={setLanguage}
      />
      <fieldset className="report-entries">
        <legend className="field-label">
          {t('window.report.entries', { count: entries.length, total: held.length })}
        </legend>
        {held.length === 0 ? <p className="report-none">{t('window.report.noEntries')}</p> : null}
        {held.map((note) => (
          <EntryBox
            key={note.entry.seq}
            note={note}
            chosen={!left.has(note.entry.seq)}
            onChange={(chosen) => setLeft(toggled(left, note.entry.seq, !chosen))}
          />
        ))}
      </fieldset>
      <Button look="main" isDisabled={issue.state === 'signing'} onPress={() => void sign()}>
        <KeyRound size={14} aria-hidden />
        {t(issue.state === 'signing' ? 'window.report.signing' : 'window.report.sign')}
      </Button>
      <p className="report-note">{t('window.report.note')}</p>
      {issue.state === 'refused' ? <Refused failure={issue.failure} /> : null}
      {issue.state === 'issued' ? <Issued report={issue.report} /> : null}
    </div>
  )
}

function toggled(set: ReadonlySet<number>, value: number, inside: boolean): ReadonlySet<number> {
  const next = new Set(set)
  if (inside) next.add(value)
  else next.delete(value)
  return next
}

interface EntryBoxProps {
  readonly note: Note
  readonly chosen: boolean
  readonly onChange: (chosen: boolean) => void
}

function EntryBox({ note, chosen, onChange }: EntryBoxProps): ReactNode {
  const { t } = useTranslation()
  const { annotation, entry } = note
  return (
    <CheckboxField isSelected={chosen} onChange={onChange}>
      <CheckboxButton className="tick-box">
        <span className="tick-square" aria-hidden />
        <span className="tick-words">
          <b>
            {t('window.timeline.rangeName', {
              category: t(`category.${knownCategory(annotation.category)}`),
              entry: entry.seq,
            })}
          </b>
          <span className="digits">{frameRange(annotation.from.frame, annotation.to.frame)}</span>
          <span className="tick-text">{annotation.text}</span>
        </span>
      </CheckboxButton>
    </CheckboxField>
  )
}

function Refused({ failure }: { readonly failure: Failure }): ReactNode {
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

function Issued({ report }: { readonly report: ReportView }): ReactNode {
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
