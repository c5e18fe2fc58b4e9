import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { chordText } from './command-keys.ts'
import type { CommandId } from './commands.ts'
import { keysFor, onOwnKeys, ownKeysNow } from './own-keys.ts'
import { type Phrases, phraseOf } from './phrases.ts'

/** The key that is shown for a command, in words of the keyboard; undefined when it has none. */
export function keysOf(t: Phrases, id: CommandId): string | undefined {
  const first = keysFor(id)[0]
  return first === undefined ? undefined : chordText(first, (key) => phraseOf(t, `window.key.${key}`))
}

export function allKeysOf(t: Phrases, id: CommandId): readonly string[] {
  return keysFor(id).map((chord) => chordText(chord, (key) => phraseOf(t, `window.key.${key}`)))
}

export function useKeys(): (id: CommandId) => string | undefined {
  const { t } = useTranslation()
  useSyncExternalStore(onOwnKeys, ownKeysNow)
  return (id) => keysOf(t, id)
}
