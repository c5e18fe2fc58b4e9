import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { useReportProgress } from './report-sheet-wish.ts'
import { useReviewModel } from './review-model.ts'

/** How far the report has come, with the way out: until it is signed nothing is lost by stopping. */
export function ReportWay(): ReactNode {
  const { t } = useTranslation()
  const { workstation } = useReviewModel()
  const progress = useReportProgress(workstation)
  const step = progress?.step ?? 'stills'
  const counted = progress !== undefined && progress.total > 0
  return (
    <div className="report-way">
      <progress
        aria-label={t('window.report.way')}
        {...(counted ? { value: progress.done, max: progress.total } : {})}
      />
      <span role="status">
        {counted
          ? t('window.report.stepCounted', { done: progress.done, total: progress.total })
          : t(`window.report.step.${step}`)}
      </span>
      <Button look="bare" onPress={() => void workstation.cancelReport()}>
        {t('window.cancel')}
      </Button>
    </div>
  )
}
