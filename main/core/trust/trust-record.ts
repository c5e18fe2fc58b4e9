import { toHex, utf8, type Sha256 } from '../bytes.ts'
import { parseCanonical, printCanonical, type Json } from '../canonical.ts'
import type { TrustChange, TrustWay } from './trust-facts.ts'

/** One line of the workstation's record of its trust. */
export interface TrustRecord extends TrustChange {
  readonly seq: number
  /** SHA-256 of the line before, without its LF; 64 zeros in the first. */
  readonly prev: string
  /** SHA-256 of the office's root certificate, whose signature makes a trust file count. */
  readonly root: string
}

const first = '0'.repeat(64)
const ways: readonly TrustWay[] = ['root', 'fingerprint', 'twoPersons']
const acts: readonly TrustChange['act'][] = ['trustInstalled', 'listsAdded']

/** The record as far as it was written, or undefined when a line is malformed or the chain does not hold. */
export function parseTrustRecord(text: string, sha256: Sha256): readonly TrustRecord[] | undefined {
  const lines = text.split('\n')
  if (lines.pop() !== '') return undefined
  const records: TrustRecord[] = []
  let prev = first
  for (const line of lines) {
    const record = recordOf(line)
    if (!record || record.prev !== prev || record.seq !== records.length + 1) return undefined
    records.push(record)
    prev = hashOfLine(line, sha256)
  }
  return records
}

/** The line for the next change, with its LF. */
export function nextTrustLine(
  records: readonly TrustRecord[],
  change: TrustChange & Pick<TrustRecord, 'root'>,
  sha256: Sha256,
): string {
  const prev = headOfRecord(records, sha256)
  return `${printCanonical(asJson({ ...change, seq: records.length + 1, prev }))}\n`
}

/** SHA-256 of the last line, lower-case hex: what a ledger quotes so that the record cannot be written anew unseen. */
export function headOfRecord(records: readonly TrustRecord[], sha256: Sha256): string {
  const last = records.at(-1)
  return last ? hashOfLine(printCanonical(asJson(last)), sha256) : first
}

function asJson(record: TrustRecord): Readonly<Record<string, Json>> {
  const { seq, prev, at, act, version, trust, root, way, confirmedBy, lists } = record
  return { v: 1, seq, prev, at, act, version, trust, root, way, confirmedBy, lists }
}

function hashOfLine(line: string, sha256: Sha256): string {
  return toHex(sha256(utf8(line)))
}

function recordOf(line: string): TrustRecord | undefined {
  const json = parseCanonical(utf8(line))
  if (!json.ok || typeof json.value !== 'object' || json.value === null || Array.isArray(json.value))
    return undefined
  const fields: Readonly<Record<string, Json>> = Object.fromEntries(Object.entries(json.value))
  const { v, seq, prev, at, version, trust, root, confirmedBy, lists } = fields
  const act = acts.find((one) => one === fields['act'])
  const way = ways.find((one) => one === fields['way']) ?? null
  const known =
    v === 1 &&
    typeof seq === 'number' &&
    typeof at === 'string' &&
    typeof version === 'string' &&
    isHash(prev) &&
    isHash(trust) &&
    isHash(root) &&
    act !== undefined &&
    (way !== null) === (act === 'trustInstalled') &&
    isHashes(confirmedBy) &&
    isHashes(lists)
  if (!known) return undefined
  const record = { seq, prev, at, act, version, trust, root, way, confirmedBy, lists }
  // Nothing may stand in a line that nobody reads.
  return printCanonical(asJson(record)) === line ? record : undefined
}

function isHash(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function isHashes(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every(isHash)
}
