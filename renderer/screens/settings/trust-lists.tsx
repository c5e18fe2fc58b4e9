import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListFacts } from '../../../main/core/trust/trust-facts.ts'
import { localTime } from '../../figures.ts'
import { commonName } from '../../seal-words.ts'
import { Mark } from '../../ui/mark.tsx'

interface ListsProps {
  readonly lists: readonly ListFacts[]
  /** Milliseconds. */
  readonly now: number
}

/** Revocation lists with their age: an old one says nothing of what was revoked since. */
export function TrustLists({ lists, now }: ListsProps): ReactNode {
  const { t } = useTranslation()
  return (
    <section>
      <h4>{t('window.trust.lists.title')}</h4>
      <table className="trust-table">
        <thead>
          <tr>
            <th scope="col">{t('window.trust.lists.issuer')}</th>
            <th scope="col">{t('window.trust.lists.asOf')}</th>
            <th scope="col">{t('window.trust.lists.next')}</th>
            <th scope="col">{t('window.trust.lists.state')}</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <List key={list.sha256} list={list} now={now} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function List({ list, now }: { readonly list: ListFacts; readonly now: number }): ReactNode {
  const { t, i18n } = useTranslation()
  const tone = list.stale || list.issuer === null ? 'caution' : 'proven'
  const days = Math.max(0, Math.floor((now - Date.parse(list.thisUpdate)) / 86_400_000))
  const word = list.issuer === null ? 'foreign' : list.stale ? 'stale' : 'fresh'
  return (
    <tr>
      <td title={list.issuer ?? ''}>
        {list.issuer === null ? t('window.trust.lists.nobody') : commonName(list.issuer)}
      </td>
      <td>
        {localTime(list.thisUpdate, i18n.language)}
        <span className="trust-age"> {t('window.trust.lists.days', { count: days })}</span>
      </td>
      <td>
        {list.nextUpdate === null ? t('window.details.none') : localTime(list.nextUpdate, i18n.language)}
      </td>
      <td>
        <span className="details-state">
          <Mark tone={tone} size={14} />
          {t(`window.trust.lists.${word}`)}
        </span>
      </td>
    </tr>
  )
}
