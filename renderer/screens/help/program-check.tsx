import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import type { ProgramCheck } from '../../../preload/contract/machine.ts'

/** What the program found when it compared itself with its list, and what that cannot show. */
export function ProgramState({ workstation }: { readonly workstation: Bridge }): ReactNode {
  const { t } = useTranslation()
  const [found, setFound] = useState<ProgramCheck>()
  useEffect(() => {
    void workstation.checkProgram().then(setFound)
  }, [workstation])
  if (found === undefined) return <p role="status">{t('fortress.selfCheck.running')}</p>
  const wrong = [...found.check.changed, ...found.check.missing, ...found.check.added]
  return (
    <>
      <p role={found.state === 'damaged' ? 'alert' : 'status'}>
        {t(`fortress.selfCheck.${found.state}`, {
          files: found.check.files,
          build: found.buildSha256.slice(0, 16),
        })}
      </p>
      {wrong.length === 0 ? null : (
        <ul className="digits selectable">
          {wrong.slice(0, 20).map((path) => (
            <li key={path}>{path}</li>
          ))}
        </ul>
      )}
      <p>{t('fortress.selfCheck.limits')}</p>
    </>
  )
}
