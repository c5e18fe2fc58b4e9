import './finding-list.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../main/core/seal/finding.ts'
import { Mark } from '../ui/mark.tsx'
import { findingWords } from './finding-words.ts'

interface FindingListProps {
  readonly findings: readonly Finding[]
  /** Says of whom or what only where something did not pass. */
  readonly brief?: boolean
}

/** Checks with shape, word and reason, in the order in which they were made. */
export function FindingList({ findings, brief = false }: FindingListProps): ReactNode {
  const { t } = useTranslation()
  if (findings.length === 0) return <p className="finding-none">{t('window.seal.noFindings')}</p>
  return (
    <ul className="finding-list">
      {findings.map((finding, index) => {
        const words = findingWords(t, finding)
        return (
          <li key={index} className="finding">
            <Mark tone={words.tone} size={16} />
            <div>
              <p className="finding-name">
                <b>{words.name}</b>
                <span>{words.state}</span>
              </p>
              {words.reason === undefined ? null : <p>{words.reason}</p>}
              {words.subject === undefined || (brief && finding.state === 'passed') ? null : (
                <p className="finding-subject selectable">{words.subject}</p>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
