import './report-sheet.css'
import Eye from 'lucide-react/icons/eye'
import KeyRound from 'lucide-react/icons/key-round'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { ReportDefaults, ReportRequest } from '../../../preload/contract/report.ts'
import { languageNames } from '../../phrases.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { listedNotes } from './notes.ts'
import { ReportEntries } from './report-sheet-entries.tsx'
import { EarlierReports, Issued, Refused } from './report-sheet-issued.tsx'
import { RedactionPart } from './report-sheet-redaction.tsx'
import { ReportWay } from './report-sheet-way.tsx'
import { OfficeField } from './report-sheet-field.tsx'
import { useReportDefaults, useWish, type Wish } from './report-sheet-wish.ts'
import { useReviewModel } from './review-model.ts'
import { allCategories, type Issue } from './review-state.ts'
import { TextBox } from '../../ui/field.tsx'

/** What goes into the report, for whom and in which language, how it would look, and what came out. */
export function ReportSheet(): ReactNode {
  const { t, i18n } = useTranslation()
  const { workstation, view, notes, review, tell } = useReviewModel()
  const { issue } = review
  const setIssue = (next: Issue): void => tell({ type: 'issue', issue: next })
  const [wish, change] = useWish(view.bundle.manifestSha256, i18n.language)
  const defaults = useReportDefaults(workstation, issue.state)
  const [previewing, setPreviewing] = useState(false)
  const [trouble, setTrouble] = useState<Failure>()
  const held = listedNotes(notes, { category: allCategories, order: 'time', search: '' }).filter(
    (note) => !note.withdrawal,
  )
  const entries = held.map((note) => note.entry.seq).filter((seq) => !wish.left.has(seq))
  const request = requestOf(wish, defaults, entries)
  const busy = issue.state === 'signing' || previewing

  const preview = async (): Promise<void> => {
    setPreviewing(true)
    setTrouble(undefined)
    const shown = await workstation.previewReport(request)
    setPreviewing(false)
    if (!shown.ok && shown.failure.code !== 'report.cancelled') setTrouble(shown.failure)
  }

  const sign = async (): Promise<void> => {
    setTrouble(undefined)
    setIssue({ state: 'signing' })
    const result = await workstation.signReport(request)
    const given = result.ok ? result.value : undefined
    const stopped =
      !result.ok && (result.failure.code === 'key.cancelled' || result.failure.code === 'report.cancelled')
    if (given) setIssue({ state: 'issued', report: given })
    else if (result.ok || stopped) setIssue({ state: 'choosing' })
    else setIssue({ state: 'refused', failure: result.failure })
  }

  return (
    <div className="pane-scroll report-sheet">
      <p className="report-lead">{t('window.report.lead')}</p>
      <Choice
        labelled
        label={t('window.report.language')}
        value={wish.language}
        options={languageNames().map(({ tag, name }) => ({ value: tag, label: name }))}
        onChange={(language) => change({ language })}
      />
      <OfficeField
        label={t('window.report.mandate')}
        value={request.mandate}
        blocks={defaults?.mandates ?? []}
        onChange={(mandate) => change({ mandate })}
      />
      <OfficeField
        label={t('window.report.purpose')}
        value={request.purpose}
        blocks={defaults?.purposes ?? []}
        onChange={(purpose) => change({ purpose })}
      />
      <TextBox
        label={t('window.report.recipients')}
        hint={t('window.report.recipientsHint')}
        lines={2}
        maxLength={4000}
        value={wish.recipients}
        onChange={(recipients) => change({ recipients })}
      />
      <ReportEntries
        legend="window.report.entries"
        held={held}
        left={wish.left}
        onChange={(left) => change({ left })}
      />
      <div className="report-acts">
        <Button isDisabled={busy || entries.length === 0} onPress={() => void preview()}>
          <Eye size={14} aria-hidden />
          {t('window.report.preview')}
        </Button>
        <Button look="main" isDisabled={busy} onPress={() => void sign()}>
          <KeyRound size={14} aria-hidden />
          {t(issue.state === 'signing' ? 'window.report.signing' : 'window.report.sign')}
        </Button>
      </div>
      {busy ? <ReportWay /> : null}
      <p className="report-note">{t('window.report.note')}</p>
      {defaults?.office ? <Refused failure={defaults.office} /> : null}
      {trouble ? <Refused failure={trouble} /> : null}
      {issue.state === 'refused' ? <Refused failure={issue.failure} /> : null}
      {issue.state === 'issued' ? <Issued report={issue.report} /> : null}
      <EarlierReports issued={defaults?.issued ?? []} />
      <RedactionPart />
    </div>
  )
}

function requestOf(
  wish: Wish,
  defaults: ReportDefaults | undefined,
  entries: readonly number[],
): ReportRequest {
  return {
    language: wish.language,
    entries,
    mandate: wish.mandate ?? defaults?.mandate ?? '',
    purpose: wish.purpose ?? defaults?.purpose ?? '',
    recipients: wish.recipients
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }
}
