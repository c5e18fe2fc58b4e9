import { useTranslation } from 'react-i18next'
import { chordText } from './command-keys.ts'
import { commands, type CommandId } from './commands.ts'
import { type Phrases, phraseOf } from './phrases.ts'

/** The key that is shown for a command, in words of the keyboard; undefined when it has none. */
export function keysOf(t: Phrases, id: CommandId): string | undefined {
  const first = commands[id].keys[0]
  return first === undefined ? undefined : chordText(first, (key) => phraseOf(t, `window.key.${key}`))
}

export function allKeysOf(t: Phrases, id: CommandId): readonly string[] {
  return commands[id].keys.map((chord) => chordText(chord, (key) => phraseOf(t, `window.key.${key}`)))
}

export function useKeys(): (id: CommandId) => string | undefined {
  const { t } = useTranslation()
  return (id) => keysOf(t, id)
}
