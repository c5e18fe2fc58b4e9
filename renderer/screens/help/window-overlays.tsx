import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bridge, StartView } from '../../../preload/contract/workstation.ts'
import { useCommands } from '../../command-bus.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Desk } from '../../use-session.ts'
import { chooseTheme, readTheme, type Theme } from '../../theme.ts'
import { CustodyOverlays } from '../custody/custody-overlays.tsx'
import { SettingsScreen } from '../settings/settings-screen.tsx'
import { About } from './about.tsx'
import { KeyList } from './key-list.tsx'
import { Manual } from './manual.tsx'
import { ManualDesk } from './manual-desk.ts'
import type { ChapterId } from './manual-text.ts'
import { Palette } from './palette.tsx'
import { TermList } from './term-list.tsx'

type Overlay = 'none' | 'palette' | 'keys' | 'terms' | 'about' | 'settings' | 'people'

interface WindowOverlaysProps {
  readonly workstation: Bridge
  readonly desk: Desk
  readonly start: StartView
  readonly children: ReactNode
}

/** What can be called up over every screen, and the commands that work everywhere. */
export function WindowOverlays({ workstation, desk, start, children }: WindowOverlaysProps): ReactNode {
  const { t } = useTranslation()
  const [overlay, setOverlay] = useState<Overlay>('none')
  const [chapter, setChapter] = useState<ChapterId>()
  const [theme, setTheme] = useState<Theme>(readTheme)
  const close = (): void => setOverlay('none')
  const wear = (next: Theme): void => {
    chooseTheme(next)
    setTheme(next)
  }
  useCommands({
    'edit.palette': () => setOverlay('palette'),
    'edit.settings': () => setOverlay('settings'),
    'edit.people': () => setOverlay('people'),
    'ledger.lock': () => void workstation.lock(),
    // At work the review screen knows better where to look.
    'help.manual': reviewing(desk) ? undefined : () => setChapter(chapterOf(desk.session.state)),
    'help.keys': () => setOverlay('keys'),
    'help.terms': () => setOverlay('terms'),
    'help.about': () => setOverlay('about'),
    'view.theme': () => wear(theme === 'dark' ? 'light' : 'dark'),
    'view.pageLarger': () => void workstation.zoomPage({ step: 1 }),
    'view.pageSmaller': () => void workstation.zoomPage({ step: -1 }),
    'view.pageDesigned': () => void workstation.zoomPage({ step: 0 }),
    'view.german': () => desk.setLanguage('de'),
    'view.english': () => desk.setLanguage('en'),
    'file.open': desk.choose,
    'file.sample': desk.openSample,
    'file.verify': () => desk.verify(),
    'file.close': desk.session.state === 'empty' ? undefined : desk.close,
  })
  return (
    <ManualDesk value={setChapter}>
      {children}
      <CustodyOverlays workstation={workstation} desk={desk} />
      {overlay === 'palette' ? <Palette close={close} /> : null}
      {overlay === 'keys' ? (
        <Dialog title={t('window.help.keys')} closeLabel={t('window.close')} onClose={close} width="wide">
          <KeyList />
        </Dialog>
      ) : null}
      {overlay === 'terms' ? (
        <Dialog title={t('window.help.terms')} closeLabel={t('window.close')} onClose={close} width="wide">
          <TermList />
        </Dialog>
      ) : null}
      {overlay === 'about' ? (
        <Dialog title={t('window.help.about')} closeLabel={t('window.close')} onClose={close} width="narrow">
          <About start={start} workstation={workstation} />
        </Dialog>
      ) : null}
      {overlay === 'settings' || overlay === 'people' ? (
        <SettingsScreen
          workstation={workstation}
          desk={desk}
          start={start}
          theme={theme}
          wear={wear}
          close={close}
          {...(overlay === 'people' ? { first: 'people' } : {})}
        />
      ) : null}
      {chapter === undefined ? null : <Manual first={chapter} close={() => setChapter(undefined)} />}
    </ManualDesk>
  )
}

function reviewing({ session }: Desk): boolean {
  return session.state === 'open' && session.view.access.purpose !== null
}

/** Where the manual speaks of a screen that says nothing more exact itself. */
function chapterOf(state: Desk['session']['state']): ChapterId {
  if (state === 'empty') return 'start'
  if (state === 'judged') return 'verify'
  return state === 'refused' ? 'trouble' : 'open'
}
