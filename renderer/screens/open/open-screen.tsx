import './open-screen.css'
import FolderOpen from 'lucide-react/icons/folder-open'
import HardDrive from 'lucide-react/icons/hard-drive'
import Unplug from 'lucide-react/icons/unplug'
import ShieldCheck from 'lucide-react/icons/shield-check'
import type { ReactNode } from 'react'
import { Button as AriaButton, DropZone, Text } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Bridge, RecentView, StartView } from '../../../preload/contract/workstation.ts'
import { localTime } from '../../figures.ts'
import { useCommandBus } from '../../command-bus.tsx'
import { useKeys } from '../../key-words.ts'
import { Button, KeyCap } from '../../ui/button.tsx'
import type { Desk } from '../../use-session.ts'
import { FirstSteps } from './first-steps.tsx'
import { WindowBar } from '../review/window-bar.tsx'

interface OpenScreenProps {
  readonly desk: Desk
  readonly start: StartView
  readonly workstation: Bridge
}

/** An empty desk: one sentence, one button, and a place to drop a file. */
export function OpenScreen({ desk, start, workstation }: OpenScreenProps): ReactNode {
  const { t } = useTranslation()
  const keys = useKeys()
  const bus = useCommandBus()
  return (
    <div className="open">
      <WindowBar offline={start.offline} />
      <main className="open-main">
        <DropZone
          className="open-drop"
          getDropOperation={() => 'copy'}
          onDrop={({ items }) => {
            const file = items.find((item) => item.kind === 'file')
            if (file)
              void file.getFile().then((dropped) => desk.open(workstation.pathOf(dropped), dropped.name))
          }}
        >
          <ShieldCheck className="open-sign" size={44} strokeWidth={1.4} aria-hidden />
          <h2>{t('window.open.title')}</h2>
          <p>{t('window.open.sentence')}</p>
          <Button look="main" size="large" onPress={desk.choose}>
            <FolderOpen size={17} aria-hidden />
            {t('window.open.choose')}
            <KeyCap>{keys('file.open')}</KeyCap>
          </Button>
          <Text slot="label" className="open-or">
            {t('window.open.drop')}
          </Text>
          <div className="open-more">
            <Button onPress={desk.openSample}>{t('window.open.sample')}</Button>
            <Button onPress={() => desk.verify()}>{t('window.verify.file')}</Button>
            <Button onPress={() => void bus.run('file.intake')}>{t('window.open.intake')}</Button>
          </div>
        </DropZone>
        {desk.recent.length === 0 ? <FirstSteps workstation={workstation} desk={desk} /> : null}
        {desk.recent.length === 0 ? null : <Recent recent={desk.recent} desk={desk} />}
      </main>
      <footer className="open-foot">
        <span>{t('window.open.readOnly')}</span>
        <span className="digits">{t('window.version', { version: start.version })}</span>
      </footer>
    </div>
  )
}

function Recent({
  recent,
  desk,
}: {
  readonly recent: readonly RecentView[]
  readonly desk: Desk
}): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <section className="recent" aria-label={t('window.open.recent')}>
      <h2>{t('window.open.recent')}</h2>
      <ul>
        {recent.map((bundle) => (
          <li key={bundle.path}>
            <AriaButton
              className="recent-row"
              isDisabled={!bundle.present}
              onPress={() => desk.open(bundle.path, bundle.name)}
            >
              {bundle.present ? <HardDrive size={16} aria-hidden /> : <Unplug size={16} aria-hidden />}
              <span className="recent-name">
                <b>{bundle.fileNumber === '' ? bundle.name : bundle.fileNumber}</b>
                <span>{bundle.name}</span>
              </span>
              <span className="recent-when" data-gone={!bundle.present}>
                {bundle.present
                  ? t('window.open.openedAt', { time: localTime(bundle.openedAt, i18n.language) })
                  : t('window.open.notConnected')}
              </span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
