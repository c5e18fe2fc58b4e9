import './palette.css'
import { type ReactNode, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import { commandIds, commands, type CommandId, isCommand } from '../../commands.ts'
import { useKeys } from '../../key-words.ts'
import { focusWhenThere } from '../../ui/focus-when-there.ts'

/** Every command that can be run now, found by a few letters of its words. */
export function Palette({ close }: { readonly close: () => void }): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  /** What could be done when the palette was opened; the list stands still while people read it. */
  const [known] = useState(() => commandIds.filter((id) => id !== 'edit.palette' && bus.canRun(id)))
  const words = (id: CommandId): string => `${t(`command.${id}`)} ${t(`menu.${commands[id].group}`)}`
  return (
    <ModalOverlay className="backdrop palette-backdrop" isOpen isDismissable onOpenChange={close}>
      <Modal className="modal palette">
        <Dialog className="dialog" aria-label={t('window.palette.title')}>
          <Autocomplete filter={isMeant}>
            <SearchField className="palette-search" aria-label={t('window.palette.search')}>
              <Input
                className="palette-input"
                placeholder={t('window.palette.search')}
                ref={focusWhenThere}
              />
            </SearchField>
            <Menu
              className="palette-list"
              aria-label={t('window.palette.title')}
              items={known.map((id) => ({ id }))}
              renderEmptyState={() => <p className="palette-none">{t('window.palette.none')}</p>}
              onAction={(id) => {
                close()
                // The dialog gives the focus back first, so that the command finds the window as it was.
                if (isCommand(String(id))) requestAnimationFrame(() => run(String(id)))
              }}
            >
              {({ id }) => (
                <MenuItem className="palette-row" id={id} textValue={words(id)}>
                  <span>{t(`command.${id}`)}</span>
                  <span className="palette-group">{t(`menu.${commands[id].group}`)}</span>
                  {keys(id) === undefined ? <span /> : <kbd className="keycap">{keys(id)}</kbd>}
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )

  function run(id: string): void {
    if (isCommand(id)) bus.run(id)
  }
}

/** Each word that was typed lies somewhere in the words of the command. */
function isMeant(words: string, text: string): boolean {
  const known = words.toLocaleLowerCase()
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((part) => known.includes(part))
}
