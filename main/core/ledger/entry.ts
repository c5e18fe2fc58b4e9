import { canonicalBytes, type Json } from '../canonical.ts'
import { byteText, fromHex, toHex, type Hash, type Sha256 } from '../bytes.ts'
import { entryKinds, type EntryKind } from './entry-facts.ts'
import { hashParts } from './hash-parts.ts'

export type LedgerName = 'findings' | 'access'

/** What an entry's signature covers. Hashes are lower-case hex. */
export interface EntryBody {
  readonly ledger: LedgerName
  /** UUID of the case. */
  readonly case: string
  /** From 1. */
  readonly seq: number
  /** Leaf hash of the entry before; 64 zeros in the first. */
  readonly prev: string
  /** SHA-256 of the certificate whose owner granted the session. */
  readonly author: string
  /** RFC 3339, UTC, milliseconds, by the workstation's clock. */
  readonly time: string
  readonly kind: EntryKind
  /** Commitment to the payload: see `commitTo`. */
  readonly commit: string
}

/** What an entry says, apart from it: erasing this leaves the chain whole. */
export interface Payload {
  /** 32 random bytes: without them nobody can guess what was said from the commitment. */
  readonly salt: Uint8Array
  /** Canonical JSON. */
  readonly data: Uint8Array
}

/** An entry as it is stored: the bytes that were signed, never printed again. */
export interface StoredEntry {
  readonly seq: number
  readonly body: Uint8Array
  readonly signature: Uint8Array
  readonly payload: Payload | null
}

export const noEntry = '0'.repeat(64)

/** Payloads are small; whoever wants to write more has lost his way. Bytes. */
export const mostData = 1024 * 1024

/** SHA-256(0x02 ‖ salt ‖ data), lower-case hex. */
export function commitTo(sha256: Sha256, payload: Payload): string {
  return toHex(hashParts(sha256, 2, payload.salt, payload.data))
}

export function payloadOf(data: Json, salt: Uint8Array): Payload {
  return { salt, data: canonicalBytes(data) }
}

/** The one spelling of a body: canonical JSON with exactly these members. */
export function printBody(body: EntryBody): Uint8Array {
  return canonicalBytes({ v: 1, ...body })
}

const bodyForm = new RegExp(
  '^{"author":"([0-9a-f]{64})","case":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"' +
    ',"commit":"([0-9a-f]{64})","kind":"([A-Za-z]{1,32})","ledger":"(findings|access)","prev":"([0-9a-f]{64})"' +
    ',"seq":([1-9][0-9]{0,15}),"time":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z)","v":1}$',
)

/** The body that the bytes spell, or undefined. Members, order and form are fixed, so no second spelling can pass. */
export function parseBody(bytes: Uint8Array): EntryBody | undefined {
  // Longer than any body: no need to look.
  if (bytes.length > 640) return undefined
  const parts = bodyForm.exec(byteText(bytes))
  if (!parts) return undefined
  const [, author = '', caseId = '', commit = '', kind = '', ledger = '', prev = '', size = '', time = ''] =
    parts
  const seq = Number(size)
  if (!isKind(kind) || !Number.isSafeInteger(seq) || !isInstant(time)) return undefined
  return {
    ledger: ledger === 'access' ? 'access' : 'findings',
    case: caseId,
    seq,
    prev,
    author,
    time,
    kind,
    commit,
  }
}

const kindNames: ReadonlySet<string> = new Set(entryKinds)

function isKind(text: string): text is EntryKind {
  return kindNames.has(text)
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a text of the right form names a moment: a day that its month has, an hour that the day has. */
function isInstant(text: string): boolean {
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day < 1 || day > (monthDays[month - 1] ?? 0) + (leap ? 1 : 0)) return false
  return text.slice(11, 13) < '24' && text.slice(14, 16) < '60' && text.slice(17, 19) < '60'
}

/** Hash that stands as text in a body or payload; undefined unless it is 32 bytes of lower-case hex. */
export function parseHash(text: Json | undefined): Hash | undefined {
  const bytes = typeof text === 'string' ? fromHex(text) : undefined
  return bytes?.length === 32 ? bytes : undefined
}

/** Name of a ledger in checkpoints: no two ledgers share it. */
export function originOf(ledger: LedgerName, caseId: string): string {
  return `asservat/${ledger}/${caseId}`
}
