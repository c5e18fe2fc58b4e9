import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bridge, StartView } from '../../../preload/contract/workstation.ts'
import { ProgramState } from './program-check.tsx'
import { SupportParcel } from './support-parcel.tsx'

interface AboutProps {
  readonly start: StartView
  readonly workstation: Bridge
}

/** Which program this is, and what it promises. */
export function About({ start, workstation }: AboutProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('window.about.promise')}</p>
      <dl className="about">
        <dt>{t('window.about.version')}</dt>
        <dd className="digits selectable">{start.version}</dd>
        <dt>{t('window.about.system')}</dt>
        <dd className="digits selectable">{start.platform}</dd>
        <dt>{t('window.about.network')}</dt>
        <dd>{t(start.offline ? 'window.bar.offlineHint' : 'window.bar.onlineHint')}</dd>
      </dl>
      <ProgramState workstation={workstation} />
      <SupportParcel workstation={workstation} />
    </>
  )
}
