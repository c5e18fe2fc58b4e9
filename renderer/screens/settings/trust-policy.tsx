import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlgorithmPolicy } from '../../../main/core/seal/algorithm-policy.ts'
import { dayText } from '../../figures.ts'

interface PolicyProps {
  readonly policy: AlgorithmPolicy
  /** Milliseconds. */
  readonly now: number
}

/** Which algorithms count, from which key length, and until when. */
export function TrustPolicy({ policy, now }: PolicyProps): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <section>
      <h4>{t('window.trust.policy.title')}</h4>
      <p className="settings-note">
        {t('window.trust.policy.which', { title: policy.title, issued: policy.issued })}
      </p>
      <table className="trust-table">
        <thead>
          <tr>
            <th scope="col">{t('window.trust.policy.name')}</th>
            <th scope="col">{t('window.trust.policy.bits')}</th>
            <th scope="col">{t('window.trust.policy.until')}</th>
          </tr>
        </thead>
        <tbody>
          {policy.rules.map(({ use, name, leastBits, until }) => (
            <tr
              key={`${use} ${name} ${leastBits} ${until}`}
              data-over={until !== null && Date.parse(until) <= now}
            >
              <td>{name}</td>
              <td>{leastBits === 0 ? '–' : t('window.trust.policy.least', { bits: leastBits })}</td>
              <td>
                {until === null ? t('window.trust.policy.open') : dayText(until.slice(0, 10), i18n.language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
