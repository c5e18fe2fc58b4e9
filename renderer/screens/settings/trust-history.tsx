import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrustChange } from '../../../main/core/trust/trust-facts.ts'
import { localTime } from '../../figures.ts'

/** How the trust came to be what it is, newest first. */
export function TrustHistory({ changes }: { readonly changes: readonly TrustChange[] }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <section>
      <h4>{t('window.trust.history.title')}</h4>
      <p className="settings-note">{t('window.trust.history.note')}</p>
      <ol className="trust-history">
        {changes.map((change) => (
          <li key={`${change.at} ${change.act} ${change.trust} ${change.lists.join()}`}>
            <span className="digits">{localTime(change.at, i18n.language)}</span>
            <div>
              <b>
                {change.act === 'trustInstalled'
                  ? t('window.trust.history.installed', { version: change.version })
                  : t('window.trust.history.lists', { count: change.lists.length })}
              </b>
              {change.way === null ? null : <p>{t(`window.trust.history.${change.way}`)}</p>}
              <p className="digits selectable trust-hash">
                {change.act === 'trustInstalled' ? change.trust : change.lists.join(' ')}
              </p>
              {change.confirmedBy.map((hash, index) => (
                <p key={hash} className="digits selectable trust-hash">
                  {t('window.trust.history.person', { number: index + 1, hash })}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
