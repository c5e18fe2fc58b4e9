import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../main/core/seal/finding.ts'
import { phraseOf } from '../../phrases.ts'

const parts = ['title', 'evidence', 'remedy'] as const

/** A verdict in plain words: what was found, what that means for the evidence, what to do. */
export function VerdictMeaning({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { t } = useTranslation()
  const { indication, subIndication } = verdict
  const key = subIndication === null ? `verdict.${indication}` : `subIndication.${subIndication}`
  const [title, evidence, remedy] = parts.map((part) => phraseOf(t, `${key}.${part}`))
  return (
    <dl className="verdict-meaning">
      <dt>{t('window.meaning.what')}</dt>
      <dd>{title}</dd>
      <dt>{t('window.meaning.evidence')}</dt>
      <dd>{evidence}</dd>
      <dt>{t('window.meaning.remedy')}</dt>
      <dd>{remedy}</dd>
      <dt>{t('window.meaning.never')}</dt>
      <dd>{t('window.meaning.limits')}</dd>
    </dl>
  )
}

/** The verdict as the standard writes it. */
export function verdictCode({ indication, subIndication }: Verdict): string {
  return subIndication === null ? indication : `${indication} / ${subIndication}`
}
