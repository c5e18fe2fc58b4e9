import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { useRedactionProgress, useReportProgress } from './report-sheet-wish.ts'
import { useReviewModel } from './review-model.ts'

/** How far the report has come, with the way out: until it is signed nothing is lost by stopping. */
export function ReportWay(): ReactNode {
  const { t } = useTranslation()
  const { workstation } = useReviewModel()
  const progress = useReportProgress(workstation)
  const step = progress?.step ?? 'stills'
  const counted = progress !== undefined && progress.total > 0
  return (
    <Way
      label={t('window.report.way')}
      progress={progress}
      words={counted ? t('window.report.stepCounted', { ...progress }) : t(`window.report.step.${step}`)}
      onStop={() => void workstation.cancelReport()}
    />
  )
}

/** The same of a copy without what must be hidden. */
export function RedactionWay(): ReactNode {
  const { t } = useTranslation()
  const { workstation } = useReviewModel()
  const progress = useRedactionProgress(workstation)
  const { step = 'judge', done = 0, total = 0 } = progress ?? {}
  return (
    <Way
      label={t('redact.part.way')}
      progress={progress}
      words={t(`redact.part.step.${step}`, { done, total })}
      onStop={() => void workstation.cancelRedaction()}
    />
  )
}

interface WayProps {
  readonly label: string
  /** Counted when there is a total. */
  readonly progress: { readonly done: number; readonly total: number } | undefined
  readonly words: string
  readonly onStop: () => void
}

/** What is under way stands below the button and may lie outside of the pane. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

function Way({ label, progress, words, onStop }: WayProps): ReactNode {
  const { t } = useTranslation()
  const counted = progress !== undefined && progress.total > 0
  return (
    <div className="report-way" ref={intoView}>
      <progress aria-label={label} {...(counted ? { value: progress.done, max: progress.total } : {})} />
      <span role="status">{words}</span>
      <Button look="bare" onPress={onStop}>
        {t('window.cancel')}
      </Button>
    </div>
  )
}
