import { commandIds, commands, type CommandId } from './commands.ts'
import { keysFor } from './own-keys.ts'

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

function parseChord(text: string): Chord {
  const parts = partsOf(text)
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
    return keysFor(id).some((chord) => matches(parseChord(chord), press, mac))
  })
}

/** Keys that belong to the system, to text fields and to getting about. */
const reserved = new Set(
  [
    'Escape',
    'Tab',
    'Enter',
    'Backspace',
    'Mod+A',
    'Mod+C',
    'Mod+V',
    'Mod+X',
    'Mod+Z',
    'Mod+Y',
    'Mod+Shift+Z',
  ].map((chord) => chord.toLowerCase()),
)

/** A key press written as a chord, `Mod+Shift+K`; undefined while only Ctrl, Shift or Alt is down. */
export function chordOf(press: KeyPress, mac: boolean): string | undefined {
  const { key } = press
  const isModifier = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'Dead', 'Process'].includes(key)
  if (isModifier || press.altKey || (mac ? press.ctrlKey : press.metaKey)) return undefined
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key
  const shift = press.shiftKey && mindsShift(key) ? ['Shift'] : []
  return [...((mac ? press.metaKey : press.ctrlKey) ? ['Mod'] : []), ...shift, name].join('+')
}

/** Why a command cannot have a chord, or undefined. */
export type ChordRefusal =
  | { readonly reason: 'reserved' }
  /** It works in text fields too, where the key would write a letter. */
  | { readonly reason: 'writes' }
  | { readonly reason: 'taken'; readonly by: CommandId }

export function chordRefusal(id: CommandId, chord: string): ChordRefusal | undefined {
  if (reserved.has(chord.toLowerCase())) return { reason: 'reserved' }
  const writes = !chord.startsWith('Mod+') && !/^(Shift\+)?F\d+$/.test(chord)
  if (commands[id].inText && writes) return { reason: 'writes' }
  const by = commandIds.find(
    (other) => other !== id && keysFor(other).some((known) => known.toLowerCase() === chord.toLowerCase()),
  )
  return by === undefined ? undefined : { reason: 'taken', by }
}

function matches(chord: Chord, press: KeyPress, mac: boolean): boolean {
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  return (
    chord.key === key &&
    chord.mod === mod &&
    !other &&
    !press.altKey &&
    (!mindsShift(key) || chord.shift === press.shiftKey)
  )
}

/** Signs such as "?" and "+" need Shift on some keyboards and not on others: only letters and named keys mind it. */
function mindsShift(key: string): boolean {
  return key.length > 1 || key === ' ' || key.toLowerCase() !== key.toUpperCase()
}

/** Names of the keys on the keyboard, handed in because they differ by language. */
export type KeyNames = (key: string) => string

/** A chord may end with the plus sign itself: `Mod++`. */
function partsOf(chord: string): readonly string[] {
  if (chord === '+') return ['+']
  return chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+')
}

/** A chord as it is printed on keys: "Strg K", "⇧ →". */
export function chordText(text: string, names: KeyNames): string {
  const parts = partsOf(text)
  return parts.map((part) => (part.length === 1 ? part : names(part))).join(' ')
}
