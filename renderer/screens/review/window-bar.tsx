import './window-bar.css'
import ShieldCheck from 'lucide-react/icons/shield-check'
import CircleHelp from 'lucide-react/icons/circle-help'
import Unplug from 'lucide-react/icons/unplug'
import Wifi from 'lucide-react/icons/wifi'
import type { ReactNode } from 'react'
import { Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ReviewerView } from '../../../preload/contract/workstation.ts'
import { useCommandBus } from '../../command-bus.tsx'
import { commandGroups, type CommandGroup, commandsOf, isCommand } from '../../commands.ts'
import { useKeys } from '../../key-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { Hint } from '../../ui/hint.tsx'
import { DropMenu, type MenuEntry } from '../../ui/menu.tsx'
import { Reviewer } from './reviewer.tsx'
import { Button } from 'react-aria-components'

interface WindowBarProps {
  readonly offline: boolean
  readonly title?: ReactNode
  readonly reviewer?: ReviewerView | null
}

/** Menus, what lies on the desk, the network, and who is at work. */
export function WindowBar({ offline, title, reviewer }: WindowBarProps): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <header className="window-bar">
      <ShieldCheck className="window-logo" size={20} aria-hidden />
      <Toolbar className="window-menus" aria-label={t('window.bar.menus')}>
        {commandGroups.map((group) => (
          <GroupMenu key={group} group={group} />
        ))}
      </Toolbar>
      <h1 className={title === undefined ? 'unseen' : 'window-title'}>{title ?? t('window.name')}</h1>
      <div className="window-end">
        <Hint label={t(offline ? 'window.bar.offlineHint' : 'window.bar.onlineHint')} keys={undefined}>
          <Button className="window-pill" data-tone={offline ? 'plain' : 'caution'}>
            {offline ? <Unplug size={13} aria-hidden /> : <Wifi size={13} aria-hidden />}
            <span>{t(offline ? 'window.bar.offline' : 'window.bar.online')}</span>
          </Button>
        </Hint>
        {reviewer === undefined ? null : <Reviewer reviewer={reviewer} />}
        <IconButton
          label={t('command.help.manual')}
          keys={keys('help.manual') ?? ''}
          onPress={() => void bus.run('help.manual')}
        >
          <CircleHelp size={16} aria-hidden />
        </IconButton>
      </div>
    </header>
  )
}

function GroupMenu({ group }: { readonly group: CommandGroup }): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  const entries = (): readonly MenuEntry[] =>
    commandsOf(group).map((id) => ({
      id,
      title: t(`command.${id}`),
      keys: keys(id),
      disabled: !bus.canRun(id),
    }))
  return (
    <DropMenu
      title={t(`menu.${group}`)}
      entries={entries}
      onChoose={(id) => {
        if (isCommand(id)) bus.run(id)
      }}
    />
  )
}
