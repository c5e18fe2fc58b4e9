import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  AlgorithmFacts,
  AttributeFacts,
  TimestampFacts,
} from '../../../main/core/seal/signature-facts.ts'
import { dayText, localTime } from '../../figures.ts'
import { phraseOf } from '../../phrases.ts'
import { commonName } from '../../seal-words.ts'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Chain } from './seal-details-chain.tsx'

/** What the signer signed along with the digest of the content. */
export function Attributes({ attributes }: { readonly attributes: readonly AttributeFacts[] }): ReactNode {
  const { t } = useTranslation()
  return (
    <details className="details-more">
      <summary>{t('window.details.attributes', { count: attributes.length })}</summary>
      <dl className="details-facts">
        {attributes.map(({ oid, name, value }, index) => (
          <AttributeLine
            key={index}
            name={name === null ? oid : phraseOf(t, `state.attribute.${name}`)}
            title={oid}
            value={value}
          />
        ))}
      </dl>
    </details>
  )
}

function AttributeLine(line: {
  readonly name: string
  readonly title: string
  readonly value: string
}): ReactNode {
  return (
    <>
      <dt title={line.title}>{line.name}</dt>
      <dd className="digits selectable">{line.value}</dd>
    </>
  )
}

/** Every algorithm that was relied on, beside what the policy says of it. */
export function Algorithms({ algorithms }: { readonly algorithms: readonly AlgorithmFacts[] }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <details className="details-more">
      <summary>{t('window.details.algorithms', { count: algorithms.length })}</summary>
      <table className="details-files">
        <thead>
          <tr>
            <th scope="col">{t('window.details.algorithm')}</th>
            <th scope="col">{t('window.details.usedBy')}</th>
            <th scope="col">{t('window.details.policy')}</th>
          </tr>
        </thead>
        <tbody>
          {algorithms.map(({ use, name, bits, subject, allowed, until }, index) => (
            <tr key={index}>
              <td>{use === 'signature' && bits > 0 ? t('window.details.bits', { name, bits }) : name}</td>
              <td>{commonName(subject)}</td>
              <td>
                <span className="details-state">
                  <Mark tone={allowed ? 'proven' : 'broken'} size={14} />
                  {!allowed
                    ? t('window.details.notAllowed')
                    : until === null
                      ? t('window.details.allowed')
                      : t('window.details.allowedUntil', {
                          until: dayText(until.slice(0, 10), i18n.language),
                        })}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

const tones = { passed: 'proven', failed: 'broken', notChecked: 'open' } as const satisfies Record<
  string,
  Tone
>

/** Time stamps: when, by whom, over what, and why they prove nothing where they do not. */
export function Timestamps({ timestamps }: { readonly timestamps: readonly TimestampFacts[] }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <ul className="details-chain">
      {timestamps.map((stamp, index) => (
        <li key={index} className="details-certificate">
          <p className="details-state">
            <Mark tone={tones[stamp.state]} size={14} />
            <b>{stamp.time === null ? t('window.details.none') : localTime(stamp.time, i18n.language)}</b>
            <span>{t(`window.details.stamp.${stamp.kind}`)}</span>
          </p>
          <span className="selectable">{stamp.authority}</span>
          <span>{t(`window.details.imprint.${stamp.imprint}`)}</span>
          {stamp.reason === null ? null : (
            <span>{phraseOf(t, `reason.${stamp.reason}`, { subject: stamp.authority })}</span>
          )}
          <details>
            <summary>{t('window.details.chain')}</summary>
            <Chain chain={stamp.chain} />
          </details>
        </li>
      ))}
    </ul>
  )
}
