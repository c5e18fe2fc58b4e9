import { commandIds, commands, type CommandId } from './commands.ts'

/** What of a key press decides. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly repeat: boolean
}

interface Chord {
  readonly key: string
  readonly mod: boolean
  readonly shift: boolean
}

const chords = new Map<CommandId, readonly Chord[]>(
  commandIds.map((id) => [id, commands[id].keys.map(parseChord)] as const),
)

function parseChord(text: string): Chord {
  const parts = text === '+' ? ['+'] : text.split('+')
  const key = parts.at(-1) ?? ''
  return {
    key: key === 'Space' ? ' ' : key.length === 1 ? key.toLowerCase() : key,
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
  }
}

/** The command of a key press, or undefined; `inText` is true while a text field has the focus. */
export function commandFor(press: KeyPress, inText: boolean, mac: boolean): CommandId | undefined {
  return commandIds.find((id) => {
    if (inText && !commands[id].inText) return false
    if (press.repeat && !commands[id].repeats) return false
    return (chords.get(id) ?? []).some((chord) => matches(chord, press, mac))
  })
}

function matches(chord: Chord, press: KeyPress, mac: boolean): boolean {
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  // Signs such as "?" and "+" need Shift on some keyboards and not on others: only letters and named keys mind it.
  const mindsShift = key.length > 1 || key === ' ' || key.toLowerCase() !== key.toUpperCase()
  return (
    chord.key === key &&
    chord.mod === mod &&
    !other &&
    !press.altKey &&
    (!mindsShift || chord.shift === press.shiftKey)
  )
}

/** Names of the keys on the keyboard, handed in because they differ by language. */
export type KeyNames = (key: string) => string

/** A chord as it is printed on keys: "Strg K", "⇧ →". */
export function chordText(text: string, names: KeyNames): string {
  const parts = text === '+' ? ['+'] : text.split('+')
  return parts.map((part) => (part.length === 1 ? part : names(part))).join(' ')
}
