import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import de from '../../../resources/locales/de.json'
import { type Phrases, phraseOf } from '../../phrases.ts'

const parts = ['title', 'evidence', 'remedy'] as const
const indications = Object.keys(de.verdict)
const reasons = Object.keys(de.subIndication)

/** Every verdict that the program can give, by its key and its name in the standard. */
const verdicts = [
  ...indications.map((code) => ({ code, key: `verdict.${code}` })),
  ...reasons.map((code) => ({ code, key: `subIndication.${code}` })),
]

/** What each verdict says of the seal, means for the evidence and asks to be done. */
export function VerdictList(): ReactNode {
  const { t } = useTranslation()
  return (
    <dl className="manual-verdicts">
      {verdicts.map(({ code, key }) => (
        <div key={key}>
          <dt>
            {phraseOf(t, `${key}.title`)} <span className="digits">{code}</span>
          </dt>
          <dd>{phraseOf(t, `${key}.evidence`)}</dd>
          <dd>{phraseOf(t, `${key}.remedy`)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The same words, for searching. */
export function verdictTexts(t: Phrases): readonly string[] {
  return verdicts.flatMap(({ code, key }) => [code, ...parts.map((part) => phraseOf(t, `${key}.${part}`))])
}
