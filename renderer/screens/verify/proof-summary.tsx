import './proof-summary.css'
import CircleCheck from 'lucide-react/icons/circle-check'
import CircleHelp from 'lucide-react/icons/circle-help'
import UserCheck from 'lucide-react/icons/user-check'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProofLine, ProofSummary as Summary } from '../../../main/core/report/what-is-proved.ts'
import { localTime } from '../../figures.ts'

const columns = [
  { key: 'proved', Icon: CircleCheck },
  { key: 'by', Icon: UserCheck },
  { key: 'open', Icon: CircleHelp },
] as const

/** First what everybody asks of a file: what is proved, by whom, what is not. */
export function ProofSummary({ summary }: { readonly summary: Summary }): ReactNode {
  const { t } = useTranslation()
  return (
    <section className="proof" aria-label={t('proof.title')}>
      <p className="proof-kind">{t(`proof.kind.${summary.kind}`)}</p>
      {columns.map(({ key, Icon }) => (
        <div key={key} className="proof-column" data-column={key}>
          <h3>
            <Icon size={16} aria-hidden />
            {t(`proof.column.${key}`)}
          </h3>
          <Lines lines={summary[key]} />
        </div>
      ))}
    </section>
  )
}

function Lines({ lines }: { readonly lines: readonly ProofLine[] }): ReactNode {
  const { t, i18n } = useTranslation()
  if (lines.length === 0) return <p>{t('proof.nothing')}</p>
  // Keys are made of codes that the core hands out; a test keeps both in step.
  const say = t as (key: string, facts: object) => string
  return (
    <ul>
      {lines.map(({ code, facts }, index) => {
        const time =
          typeof facts['time'] === 'string' && facts['time'] !== ''
            ? localTime(facts['time'], i18n.language)
            : ''
        return <li key={`${code} ${index}`}>{say(`proof.line.${code}`, { ...facts, time })}</li>
      })}
    </ul>
  )
}
