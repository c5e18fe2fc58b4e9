import { isPlain } from '../annotation/rules.ts'
import type { Json } from '../canonical.ts'
import { hasExactly, isObject, textOf } from '../ledger/json-shape.ts'
import { fail, ok, type Result } from '../result.ts'

/**
 * § 76 (1) BDSG: what was done. `shown` is to a person in the room, `exported` leaves the workstation, `copied` goes
 * to the clipboard, `reported` is a report issued.
 */
export const accessActs = [
  'opened',
  'viewed',
  'searched',
  'copied',
  'shown',
  'exported',
  'printed',
  'reported',
  'closed',
] as const
export type AccessAct = (typeof accessActs)[number]

export const accessedKinds = [
  'case',
  'bundle',
  'clip',
  'file',
  'still',
  'report',
  'ledger',
  'accessLog',
] as const

/** § 76 (2) BDSG: what was accessed, why, and who got it. Who did it and when is said by the entry itself. */
export interface AccessRecord {
  readonly act: AccessAct
  readonly object: {
    readonly kind: (typeof accessedKinds)[number]
    /** File number, bundle's name, clip's path; of a search its words. */
    readonly name: string
    /** Lower-case hex, where the object has one. */
    readonly sha256: string | null
  }
  readonly purpose: string
  /** Needed for `shown` and `exported`. */
  readonly recipient: string | null
}

/** Why an access is not recorded, and then must not happen. */
export type AccessRefusal =
  'purposeEmpty' | 'purposeTooLong' | 'recipientEmpty' | 'recipientTooLong' | 'notPlain'

/** Characters, as people count them. */
export const mostPurpose = 500

/** The data of an `accessed` entry, or why there is none. */
export function accessData(record: AccessRecord): Result<Json, AccessRefusal> {
  const refusal = purposeRefusal(record.purpose) ?? recipientRefusal(record)
  if (refusal) return fail(refusal)
  const { act, object, purpose, recipient } = record
  return ok({ act, object: { ...object }, purpose, recipient })
}

/** Why a purpose is not accepted; undefined when it is. */
export function purposeRefusal(purpose: string): AccessRefusal | undefined {
  if (purpose.trim() === '') return 'purposeEmpty'
  if ([...purpose].length > mostPurpose) return 'purposeTooLong'
  return isPlain(purpose) ? undefined : 'notPlain'
}

function recipientRefusal({ act, recipient }: AccessRecord): AccessRefusal | undefined {
  const needed = act === 'shown' || act === 'exported'
  if (needed && (recipient ?? '').trim() === '') return 'recipientEmpty'
  if ([...(recipient ?? '')].length > mostPurpose) return 'recipientTooLong'
  return isPlain(recipient ?? '') ? undefined : 'notPlain'
}

/** The record that an entry holds, or undefined. */
export function parseAccess(value: Json | null | undefined): AccessRecord | undefined {
  if (!value || !isObject(value) || !hasExactly(value, ['act', 'object', 'purpose', 'recipient']))
    return undefined
  const act = accessActs.find((known) => known === value['act'])
  const purpose = textOf(value['purpose'])
  const recipient = value['recipient'] === null ? null : textOf(value['recipient'])
  const object = objectOf(value['object'])
  if (!act || !object || purpose === undefined || recipient === undefined) return undefined
  return { act, object, purpose, recipient }
}

function objectOf(value: Json | undefined): AccessRecord['object'] | undefined {
  if (!isObject(value) || !hasExactly(value, ['kind', 'name', 'sha256'])) return undefined
  const kind = accessedKinds.find((known) => known === value['kind'])
  const name = textOf(value['name'])
  const sha256 = value['sha256'] === null ? null : textOf(value['sha256'])
  return kind && name !== undefined && sha256 !== undefined ? { kind, name, sha256 } : undefined
}
