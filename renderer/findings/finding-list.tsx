import './finding-list.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../main/core/seal/finding.ts'
import { clauses } from '../../main/core/seal/clauses.ts'
import { Mark } from '../ui/mark.tsx'
import { findingWords, groupedFindings } from './finding-words.ts'

interface FindingListProps {
  readonly findings: readonly Finding[]
  /** Says of whom or what only where something did not pass. */
  readonly brief?: boolean
  /** Names the clause that asks for each check. */
  readonly clauses?: boolean
}

/** Checks with shape, word and reason, in the order in which they were made. */
export function FindingList({
  findings,
  brief = false,
  clauses: withClauses = false,
}: FindingListProps): ReactNode {
  const { t } = useTranslation()
  if (findings.length === 0) return <p className="finding-none">{t('window.seal.noFindings')}</p>
  return (
    <ul className="finding-list">
      {groupedFindings(findings).map(({ finding, count }, index) => {
        const words = findingWords(t, finding)
        const subject = count > 1 || (brief && finding.state === 'passed') ? undefined : words.subject
        return (
          <li key={index} className="finding">
            <Mark tone={words.tone} size={16} />
            <div>
              <p className="finding-name">
                <b>
                  {words.name}
                  {withClauses ? <span className="finding-clause">{clauses[finding.check]}</span> : null}
                </b>
                <span>{count > 1 ? t('window.seal.several', { number: count }) : words.state}</span>
              </p>
              {words.reason === undefined ? null : <p>{words.reason}</p>}
              {subject === undefined ? null : <p className="finding-subject selectable">{subject}</p>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
