import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessRetention } from '../../../preload/contract/access.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { Choice } from '../../ui/choice.tsx'

const offered = [1, 2, 3, 5, 10, 30]

/** How long accesses are kept on this workstation; fixed where the administrator said so. */
export function AccessRetentionChoice({ workstation }: { readonly workstation: Bridge }): ReactNode {
  const { t } = useTranslation()
  const [retention, setRetention] = useState<AccessRetention>()
  useEffect(() => void workstation.accessRetention().then(setRetention), [workstation])
  if (!retention) return null
  const { years, locked } = retention
  const set = async (value: string): Promise<void> => {
    const answer = await workstation.setAccessRetention({ years: Number(value) })
    if (answer.ok) setRetention(answer.value)
  }
  return (
    <>
      <Choice
        labelled
        label={t('access.retention.label')}
        value={String(years)}
        isDisabled={locked}
        options={[...new Set([...offered, years])]
          .toSorted((a, b) => a - b)
          .map((count) => ({ value: String(count), label: t('access.retention.years', { count }) }))}
        onChange={(value) => void set(value)}
      />
      <p className="settings-note">{t(locked ? 'access.retention.locked' : 'access.retention.note')}</p>
    </>
  )
}
