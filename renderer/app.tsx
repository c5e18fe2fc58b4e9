import { type ReactNode, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Bridge, StartView } from '../preload/contract/workstation.ts'
import { Commands, makeCommandBus } from './command-bus.tsx'
import { DefectBoundary } from './defect-boundary.tsx'
import { RestoredDialog } from './screens/help/restored-dialog.tsx'
import { WindowOverlays } from './screens/help/window-overlays.tsx'
import { PurposeScreen } from './screens/access/purpose-screen.tsx'
import { OpenScreen } from './screens/open/open-screen.tsx'
import { OpeningScreen } from './screens/open/opening-screen.tsx'
import { RefusalScreen } from './screens/refusal/refusal-screen.tsx'
import { ReviewScreen } from './screens/review/review-screen.tsx'
import { nameOf, VerifyScreen } from './screens/verify/verify-screen.tsx'
import { useDroppedFiles } from './use-dropped-files.ts'
import { type Desk, useSession } from './use-session.ts'

interface AppProps {
  readonly workstation: Bridge
  readonly start: StartView
}

export function App({ workstation, start: atStart }: AppProps): ReactNode {
  const { t, i18n } = useTranslation()
  const [bus] = useState(makeCommandBus)
  const [onCommand] = useState(() => (listener: (id: string) => void) => workstation.on('command', listener))
  const [offline, setOffline] = useState(atStart.offline)
  useEffect(() => workstation.on('networkChanged', setOffline), [workstation])
  const start = { ...atStart, offline }
  const desk = useSession(workstation, atStart)
  useDroppedFiles(workstation, desk.verify)
  const title = titleOf(desk.session)
  useEffect(() => {
    document.title = title === undefined ? t('window.name') : t('window.title', { name: title })
  }, [t, title])
  return (
    <I18nProvider locale={i18n.language}>
      <Commands bus={bus} platform={start.platform} onCommand={onCommand}>
        <DefectBoundary>
          <WindowOverlays workstation={workstation} desk={desk} start={start}>
            <Screen workstation={workstation} start={start} desk={desk} />
            {start.restored === true ? <RestoredDialog /> : null}
          </WindowOverlays>
        </DefectBoundary>
      </Commands>
    </I18nProvider>
  )
}

/** What the window's own title, and with it the system's list of windows, calls the thing on the desk. */
function titleOf(session: Desk['session']): string | undefined {
  if (session.state === 'judged') return nameOf(session.judged)
  if (session.state !== 'open') return undefined
  const { bundle } = session.view
  return [bundle.case?.case.fileNumber ?? '', bundle.name].filter((part) => part !== '').join(' · ')
}

function Screen({ workstation, start, desk }: AppProps & { readonly desk: Desk }): ReactNode {
  const { session } = desk
  switch (session.state) {
    case 'empty':
      return <OpenScreen desk={desk} start={start} workstation={workstation} />
    case 'opening':
      return <OpeningScreen name={session.name} />
    case 'open':
      if (session.view.access.purpose === null) {
        return (
          <PurposeScreen
            key={session.view.bundle.manifestSha256}
            workstation={workstation}
            view={session.view}
            desk={desk}
            offline={start.offline}
          />
        )
      }
      return (
        <ReviewScreen
          key={session.view.bundle.manifestSha256}
          workstation={workstation}
          view={session.view}
          desk={desk}
          start={start}
        />
      )
    case 'judged':
      return (
        <VerifyScreen judged={session.judged} desk={desk} workstation={workstation} offline={start.offline} />
      )
    case 'refused':
      return (
        <RefusalScreen
          failure={session.failure}
          path={session.path}
          desk={desk}
          workstation={workstation}
          offline={start.offline}
        />
      )
  }
}
