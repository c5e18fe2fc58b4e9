import { toHex } from '../bytes.ts'
import type { Json } from '../canonical.ts'
import { hasExactly, isObject, textOf, countOf } from '../ledger/json-shape.ts'
import type { ExchangeAlarm, TakenIn } from './take-in.ts'

/** What an `import` entry says: this chain was seen at this size with this root. It is a witness's signature on it. */
export interface ImportAct {
  /** `asservat/<ledger>/<case>` of the other side. */
  readonly chain: string
  readonly size: number
  /** Lower-case hex, as all hashes here. */
  readonly root: string
  readonly head: string
  /** SHA-256 of the package as it was received and is kept. */
  readonly package: string
  /** SHA-256 of the certificate that signed its checkpoint, and its subject. */
  readonly author: string
  readonly signer: string
  readonly alarm: ExchangeAlarm | null
  /** Whether the other side's statements were withheld from the package. */
  readonly blind: boolean
}

export function importAct(taken: TakenIn, packageSha256: string, blind: boolean): ImportAct {
  return {
    chain: taken.origin,
    size: taken.size,
    root: toHex(taken.root),
    head: toHex(taken.head),
    package: packageSha256,
    author: taken.author.sha256,
    signer: taken.author.subject,
    alarm: taken.alarm,
    blind,
  }
}

const importMembers = ['chain', 'size', 'root', 'head', 'package', 'author', 'signer', 'alarm', 'blind']

/** What an `import` entry says, or undefined when it is not in the one form. */
export function parseImport(data: Json | undefined): ImportAct | undefined {
  if (!isObject(data) || !hasExactly(data, importMembers)) return undefined
  const [chain, root, head] = [textOf(data['chain']), textOf(data['root']), textOf(data['head'])]
  const [packed, author, signer] = [textOf(data['package']), textOf(data['author']), textOf(data['signer'])]
  const [size, alarm, blind] = [countOf(data['size']), data['alarm'], data['blind']]
  if (chain === undefined || root === undefined || head === undefined || packed === undefined)
    return undefined
  if (author === undefined || signer === undefined || size === undefined || typeof blind !== 'boolean')
    return undefined
  if (alarm !== null && alarm !== 'fork' && alarm !== 'rollback') return undefined
  return { chain, size, root, head, package: packed, author, signer, alarm, blind }
}

/** What is countersigned: a chain up to a size, or one entry of it by its leaf hash. */
export interface CountersignatureAct {
  readonly chain: string
  readonly size: number
  readonly root: string
  /** Number and leaf hash of one entry; null when the whole chain is meant. */
  readonly entry: { readonly seq: number; readonly hash: string } | null
  readonly assent: boolean
  readonly text: string
}

const countersignMembers = ['chain', 'size', 'root', 'entry', 'assent', 'text']

export function countersignatureData(act: CountersignatureAct): Json {
  return { ...act, entry: act.entry && { ...act.entry } }
}

/** What a `countersignature` entry says, or undefined when it is not in the one form. */
export function parseCountersignature(data: Json | undefined): CountersignatureAct | undefined {
  if (!isObject(data) || !hasExactly(data, countersignMembers)) return undefined
  const [chain, size, root] = [textOf(data['chain']), countOf(data['size']), textOf(data['root'])]
  const [assent, text, entry] = [data['assent'], textOf(data['text']), entryOf(data['entry'])]
  if (chain === undefined || size === undefined || root === undefined || text === undefined) return undefined
  return entry === undefined || typeof assent !== 'boolean'
    ? undefined
    : { chain, size, root, entry, assent, text }
}

function entryOf(value: Json | undefined): CountersignatureAct['entry'] | undefined {
  if (value === null) return null
  if (!isObject(value) || !hasExactly(value, ['seq', 'hash'])) return undefined
  const [seq, hash] = [countOf(value['seq']), textOf(value['hash'])]
  return seq === undefined || hash === undefined ? undefined : { seq, hash }
}

/**
 * A blind second review: from `begun` on nothing of the other chains is shown here; `revealed` says over which tree the
 * second reviewer had signed before looking.
 */
export type BlindAct =
  { readonly act: 'begun' } | { readonly act: 'revealed'; readonly size: number; readonly root: string }

export function blindData(act: BlindAct): Json {
  return { ...act }
}

/** What a `blindReview` entry says, or undefined when it is not in the one form. */
export function parseBlind(data: Json | undefined): BlindAct | undefined {
  if (!isObject(data)) return undefined
  if (data['act'] === 'begun' && hasExactly(data, ['act'])) return { act: 'begun' }
  const [size, root] = [countOf(data['size']), textOf(data['root'])]
  const whole = data['act'] === 'revealed' && hasExactly(data, ['act', 'size', 'root'])
  return whole && size !== undefined && root !== undefined ? { act: 'revealed', size, root } : undefined
}
