import './palette.css'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import { commandIds, commands, type CommandId } from '../../commands.ts'
import { useKeys } from '../../key-words.ts'

/** Every command that can be run now, found by a few letters of its words. */
export function Palette({ close }: { readonly close: () => void }): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  const list = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = commandIds.filter(
    (id) =>
      id !== 'edit.palette' &&
      bus.canRun(id) &&
      isMeant(`${t(`command.${id}`)} ${t(`menu.${commands[id].group}`)}`, text),
  )
  const chosen = found[Math.min(at, found.length - 1)]
  const run = (id: CommandId): void => {
    close()
    // The dialog gives the focus back first, so that the command finds the window as it was.
    requestAnimationFrame(() => bus.run(id))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter' && chosen) run(chosen)
    else return
    event.preventDefault()
  }
  return (
    <ModalOverlay className="backdrop palette-backdrop" isOpen isDismissable onOpenChange={close}>
      <Modal className="modal palette">
        <Dialog className="dialog" aria-label={t('window.palette.title')}>
          <input
            className="palette-input"
            autoFocus
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={chosen ? `${list}-${chosen}` : undefined}
            aria-label={t('window.palette.search')}
            placeholder={t('window.palette.search')}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
          />
          <ul className="palette-list" role="listbox" id={list} aria-label={t('window.palette.title')}>
            {found.map((id) => (
              <li
                key={id}
                id={`${list}-${id}`}
                role="option"
                aria-selected={id === chosen}
                className="palette-row"
                ref={(row) => {
                  if (id === chosen) row?.scrollIntoView({ block: 'nearest' })
                }}
                onClick={() => run(id)}
              >
                <span>{t(`command.${id}`)}</span>
                <span className="palette-group">{t(`menu.${commands[id].group}`)}</span>
                {keys(id) === undefined ? <span /> : <kbd className="keycap">{keys(id)}</kbd>}
              </li>
            ))}
          </ul>
          {found.length === 0 ? <p className="palette-none">{t('window.palette.none')}</p> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Each word that was typed begins or lies in a word of the command. */
function isMeant(words: string, text: string): boolean {
  const known = words.toLocaleLowerCase()
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((part) => known.includes(part))
}
