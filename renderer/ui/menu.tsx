import './menu.css'
import type { ReactNode } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'

export interface MenuEntry {
  readonly id: string
  readonly title: string
  readonly keys?: string | undefined
  readonly disabled?: boolean
  /** Begins a new group below a line. */
  readonly parted?: boolean
}

interface DropMenuProps {
  readonly title: string
  readonly entries: () => readonly MenuEntry[]
  readonly onChoose: (id: string) => void
}

/** One menu of a menu bar. Entries are asked for when it opens, so they tell what can be done now. */
export function DropMenu(props: DropMenuProps): ReactNode {
  return (
    <MenuTrigger>
      <Button className="menu-button">{props.title}</Button>
      <Popover className="popover" offset={3} placement="bottom start">
        <OpenMenu {...props} />
      </Popover>
    </MenuTrigger>
  )
}

function OpenMenu({ title, entries: ask, onChoose }: DropMenuProps): ReactNode {
  const entries = ask()
  return (
    <Menu
      className="menu"
      aria-label={title}
      onAction={(id) => onChoose(String(id))}
      disabledKeys={entries.filter((entry) => entry.disabled).map((entry) => entry.id)}
    >
      {entries.flatMap((entry) => [
        ...(entry.parted ? [<Separator key={`${entry.id}-line`} className="menu-line" />] : []),
        <MenuItem key={entry.id} id={entry.id} textValue={entry.title} className="menu-item">
          <span>{entry.title}</span>
          {entry.keys === undefined ? null : <span className="menu-keys">{entry.keys}</span>}
        </MenuItem>,
      ])}
    </Menu>
  )
}
