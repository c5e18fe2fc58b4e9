import { commandIds, commands, type CommandId } from './commands.ts'

/** Chords chosen on this workstation in place of a command's own. */
type OwnKeys = { readonly [K in CommandId]?: readonly string[] }

const place = 'asservat.keys'
const listeners = new Set<() => void>()
let own: OwnKeys | undefined

/** The chords of a command: those chosen on this workstation, else its own. */
export function keysFor(id: CommandId): readonly string[] {
  own ??= readOwnKeys()
  return own[id] ?? commands[id].keys
}

export function hasOwnKeys(id: CommandId): boolean {
  own ??= readOwnKeys()
  return own[id] !== undefined
}

/** Gives a command other chords; undefined gives it its own ones back. */
export function chooseKeys(id: CommandId, chords: readonly string[] | undefined): void {
  const { [id]: _, ...others } = own ?? readOwnKeys()
  keep(chords === undefined ? others : { ...others, [id]: chords })
}

export function forgetOwnKeys(): void {
  keep({})
}

export function onOwnKeys(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Changes with every choice: what a component that shows keys watches. */
export function ownKeysNow(): OwnKeys {
  return (own ??= readOwnKeys())
}

function keep(next: OwnKeys): void {
  own = next
  localStorage.setItem(place, JSON.stringify(next))
  for (const listener of listeners) listener()
}

/** What is stored may come from another version: commands that are gone and what is no chord are passed over. */
function readOwnKeys(): OwnKeys {
  const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(place)
  const read = parsed(stored ?? '{}')
  const known = commandIds.flatMap((id) => {
    const chords: unknown = Reflect.get(read, id)
    return isListOfTexts(chords) ? [[id, chords] as const] : []
  })
  return Object.fromEntries(known)
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function parsed(text: string): object {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? read : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
