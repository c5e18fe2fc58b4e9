import { fromBase64, toBase64 } from '../base64.ts'
import { toHex, utf8, type Hash } from '../bytes.ts'
import type { Json } from '../canonical.ts'
import { parseNote, type SignedCheckpoint } from './checkpoint.ts'
import { parseHash } from './entry.ts'
import { countOf, listOf, parseObject, textOf } from './json-shape.ts'
import { isFrontier, type Frontier } from './merkle.ts'

/** What a checkpoint entry holds: the note for others, and what this program needs to go on from there. */
export interface CheckpointData {
  /** The C2SP note: covers `size` entries, all of them before this one. */
  readonly note: string
  /** Detached CMS by the identity over the whole note, DER. */
  readonly cms: Uint8Array
  readonly frontier: Frontier
  /** Leaf hash of entry `size`. */
  readonly head: Hash
  /** Hash of the database's schema. */
  readonly schema: Hash
  /** Number of the grant under which it was written. */
  readonly session: number
  /** After this nothing more is written under that grant. */
  readonly closing: boolean
}

const members = ['note', 'cms', 'frontier', 'head', 'schema', 'session', 'closing']

export function checkpointData(checkpoint: CheckpointData): Json {
  return {
    note: checkpoint.note,
    cms: toBase64(checkpoint.cms),
    frontier: checkpoint.frontier.nodes.map(toHex),
    head: toHex(checkpoint.head),
    schema: toHex(checkpoint.schema),
    session: checkpoint.session,
    closing: checkpoint.closing,
  }
}

/** The checkpoint that a payload holds, with its note taken apart, or undefined; nothing in it is verified yet. */
export function parseCheckpoint(
  data: Uint8Array,
): (CheckpointData & { readonly signed: SignedCheckpoint }) | undefined {
  const value = parseObject(data, members)
  const note = textOf(value?.['note'])
  const signed = note === undefined ? undefined : parseNote(utf8(note))
  const cms = fromBase64(textOf(value?.['cms']) ?? '')
  const nodes = listOf(value?.['frontier'])?.map(parseHash)
  const [head, schema, session] = [
    parseHash(value?.['head']),
    parseHash(value?.['schema']),
    countOf(value?.['session']),
  ]
  const closing = value?.['closing']
  if (!signed || note === undefined || !cms || !nodes || !head || !schema) return undefined
  if (session === undefined || typeof closing !== 'boolean') return undefined
  const frontier = { size: signed.size, nodes: nodes.flatMap((node) => node ?? []) }
  if (!isFrontier(frontier)) return undefined
  return { note, cms, frontier, head, schema, session, closing, signed }
}
