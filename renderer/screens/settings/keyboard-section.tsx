import './keyboard-section.css'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { chordOf, chordRefusal, type ChordRefusal } from '../../command-keys.ts'
import { commandGroups, commandIds, commands, type CommandId } from '../../commands.ts'
import { allKeysOf } from '../../key-words.ts'
import { chooseKeys, forgetOwnKeys, hasOwnKeys, onOwnKeys, ownKeysNow } from '../../own-keys.ts'
import { Button } from '../../ui/button.tsx'
import { SearchBox } from '../../ui/field.tsx'
import type { SectionProps } from './section.ts'

interface Refused {
  readonly id: CommandId
  readonly refusal: ChordRefusal
}

/** Every command with its keys; each can have another one on this workstation. */
export function KeyboardSection({ start }: SectionProps): ReactNode {
  const { t } = useTranslation()
  const own = useSyncExternalStore(onOwnKeys, ownKeysNow)
  const [search, setSearch] = useState('')
  const [asking, setAsking] = useState<CommandId | undefined>()
  const [refused, setRefused] = useState<Refused | undefined>()
  const meant = (id: CommandId): boolean =>
    t(`command.${id}`).toLocaleLowerCase().includes(search.trim().toLocaleLowerCase())

  const take = (id: CommandId, chord: string): void => {
    const refusal = chordRefusal(id, chord)
    setRefused(refusal && { id, refusal })
    if (!refusal) chooseKeys(id, [chord])
    setAsking(undefined)
  }
  usePress(asking !== undefined, start.platform === 'darwin', (chord) => {
    if (asking === undefined) return
    if (chord === 'Escape') setAsking(undefined)
    else take(asking, chord)
  })

  return (
    <div className="keyboard-section">
      <p className="settings-note">{t('window.settings.keyboard.note')}</p>
      <div className="keyboard-head">
        <SearchBox label={t('window.settings.keyboard.search')} value={search} onChange={setSearch} />
        <Button isDisabled={Object.keys(own).length === 0} onPress={forgetOwnKeys}>
          {t('window.settings.keyboard.resetAll')}
        </Button>
      </div>
      <p className="keyboard-told" role="status">
        {asking === undefined ? '' : t('window.settings.keyboard.press', { command: t(`command.${asking}`) })}
        {refused && asking === undefined ? refusalText(refused) : ''}
      </p>
      {commandGroups.map((group) => (
        <KeyGroup
          key={group}
          title={t(`menu.${group}`)}
          ids={commandIds.filter((id) => commands[id].group === group && meant(id))}
          asking={asking}
          ask={(id) => {
            setRefused(undefined)
            setAsking(id)
          }}
        />
      ))}
    </div>
  )

  function refusalText({ id, refusal }: Refused): string {
    const command = t(`command.${id}`)
    if (refusal.reason !== 'taken')
      return t(`window.settings.keyboard.refused.${refusal.reason}`, { command })
    return t('window.settings.keyboard.refused.taken', { command, other: t(`command.${refusal.by}`) })
  }
}

interface KeyGroupProps {
  readonly title: string
  readonly ids: readonly CommandId[]
  readonly asking: CommandId | undefined
  readonly ask: (id: CommandId) => void
}

function KeyGroup({ title, ids, asking, ask }: KeyGroupProps): ReactNode {
  if (ids.length === 0) return null
  return (
    <section className="keyboard-group">
      <h4>{title}</h4>
      <ul>
        {ids.map((id) => (
          <KeyRow key={id} id={id} isAsked={asking === id} ask={() => ask(id)} />
        ))}
      </ul>
    </section>
  )
}

interface KeyRowProps {
  readonly id: CommandId
  readonly isAsked: boolean
  readonly ask: () => void
}

function KeyRow({ id, isAsked, ask }: KeyRowProps): ReactNode {
  const { t } = useTranslation()
  const command = t(`command.${id}`)
  return (
    <li className="keyboard-row" data-asked={isAsked}>
      <span className="keyboard-command">{command}</span>
      <span className="keyboard-keys">
        {allKeysOf(t, id).map((keys) => (
          <kbd key={keys} className="keycap">
            {keys}
          </kbd>
        ))}
      </span>
      {hasOwnKeys(id) ? (
        <Button
          look="bare"
          aria-label={t('window.settings.keyboard.resetNamed', { command })}
          onPress={() => chooseKeys(id, undefined)}
        >
          {t('window.settings.keyboard.reset')}
        </Button>
      ) : null}
      <Button look="bare" aria-label={t('window.settings.keyboard.changeNamed', { command })} onPress={ask}>
        {isAsked ? t('window.settings.keyboard.waiting') : t('window.settings.keyboard.change')}
      </Button>
    </li>
  )
}

/** Takes the next chord before anything else in the window hears it. */
function usePress(listening: boolean, mac: boolean, take: (chord: string) => void): void {
  useEffect(() => {
    if (!listening) return
    const down = (event: KeyboardEvent): void => {
      event.preventDefault()
      event.stopImmediatePropagation()
      const chord = chordOf(event, mac)
      if (chord !== undefined) take(chord)
    }
    window.addEventListener('keydown', down, true)
    return () => window.removeEventListener('keydown', down, true)
  })
}
