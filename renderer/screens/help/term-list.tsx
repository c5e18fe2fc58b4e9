import './key-list.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const terms = [
  'bundle',
  'seal',
  'verdict',
  'finding',
  'clip',
  'frame',
  'mediaTime',
  'deviceTime',
  'chunk',
  'annotation',
  'observation',
  'inference',
  'assessment',
  'entry',
  'ledger',
  'checkpoint',
  'report',
  'signer',
  'trust',
  'revocation',
] as const

/** The words of this program, as people of the field use them. */
export function TermList(): ReactNode {
  const { t } = useTranslation()
  return (
    <dl className="term-list">
      {terms.map((term) => (
        <div key={term} className="term">
          <dt>{t(`term.${term}.name`)}</dt>
          <dd>{t(`term.${term}.meaning`)}</dd>
        </div>
      ))}
    </dl>
  )
}
