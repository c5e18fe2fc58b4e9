import { fromBase64, toBase64 } from '../base64.ts'
import { fromUtf8, utf8 } from '../bytes.ts'
import type { Json } from '../canonical.ts'
import type { StoredEntry } from './entry.ts'
import type { PayloadState } from './entry-facts.ts'
import { countOf, textOf, type JsonObject } from './json-shape.ts'

/** What a copy holds of an entry's content. */
export type CopiedState = Exclude<PayloadState, 'altered'>

/** An entry as it goes into a copy: unless `present`, without its content. */
export interface CopiedEntry extends StoredEntry {
  readonly state: CopiedState
}

/** Members of an entry in a copy. */
export const entryMembers = ['seq', 'body', 'signature', 'state', 'salt', 'data'] as const

/** An entry as one value of canonical JSON; body and data are the stored texts. */
export function entryJson(entry: CopiedEntry): JsonObject {
  return {
    seq: entry.seq,
    body: fromUtf8(entry.body) ?? '',
    signature: toBase64(entry.signature),
    state: entry.state,
    salt: entry.payload && toBase64(entry.payload.salt),
    data: entry.payload && (fromUtf8(entry.payload.data) ?? ''),
  }
}

/** The entry that a value holds, or undefined; nothing in it is verified yet. */
export function parseEntryJson(value: JsonObject): CopiedEntry | undefined {
  const [seq, body] = [countOf(value['seq']), textOf(value['body'])]
  const signature = fromBase64(textOf(value['signature']) ?? '')
  const state = stateOf(value['state'])
  const [salt, data] = [fromBase64(textOf(value['salt']) ?? ''), textOf(value['data'])]
  if (seq === undefined || body === undefined || signature?.length !== 64 || !state) return undefined
  const entry = { seq, body: utf8(body), signature, state }
  if (state !== 'present')
    return value['salt'] === null && value['data'] === null ? { ...entry, payload: null } : undefined
  return salt && data !== undefined ? { ...entry, payload: { salt, data: utf8(data) } } : undefined
}

function stateOf(value: Json | undefined): CopiedState | undefined {
  return value === 'present' || value === 'withheld' || value === 'erased' || value === 'missing'
    ? value
    : undefined
}
