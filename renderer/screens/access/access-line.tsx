import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { frameText, localTime } from '../../figures.ts'
import { nameText } from '../../names.ts'
import type { AccessRow } from './access-rows.ts'

/** One access: what, which object, why, for whom. */
export function AccessLine({ row }: { readonly row: AccessRow }): ReactNode {
  const { t, i18n } = useTranslation()
  const { record } = row
  const title =
    row.kind === 'note'
      ? t('state.entry.deletionNote')
      : record
        ? t(`access.act.${record.act}`)
        : t('access.erased')
  return (
    <div className="access-row">
      <span className="digits access-number">{frameText(row.seq)}</span>
      <span className="access-when">
        {localTime(row.time, i18n.language)}
        <span>{nameText(t, row.person)}</span>
      </span>
      <span className="access-what">
        <b>{title}</b>
        {record ? (
          <span className="selectable">
            {t(`access.object.${record.object.kind}`, { name: record.object.name })}
          </span>
        ) : null}
      </span>
      <span className="access-why">
        {record?.purpose}
        {record?.recipient ? <span>{t('access.sheet.to', { recipient: record.recipient })}</span> : null}
      </span>
    </div>
  )
}
