import { toHex } from '../core/bytes.ts'
import type { AttributeFacts } from '../core/seal/signature-facts.ts'
import { timeText } from './certificate.ts'
import { NotAsn1, tags, type Der } from './der.ts'
import { oids } from './oids.ts'
import type { CmsAttribute } from './read-cms.ts'

const MOST_DIGITS = 512
const names = new Map(Object.entries(oids).map(([name, oid]) => [oid as string, name]))

/** Signed attributes for people: each value as identifier, time or hex. Proves nothing and fails for nothing. */
export function showAttributes(attributes: readonly CmsAttribute[]): readonly AttributeFacts[] {
  return attributes.flatMap(({ oid, values }) =>
    values.map((value) => ({ oid, name: names.get(oid) ?? null, value: textOf(value) })),
  )
}

function textOf(value: Der): string {
  try {
    if (value.is(tags.oid)) return value.oid
    if (value.is(tags.octetString)) return shortened(toHex(value.octets))
    if (value.is(tags.utcTime) || value.is(tags.generalizedTime)) return timeText(value.time)
    return shortened(toHex(value.bytes))
  } catch (error) {
    if (error instanceof NotAsn1) return shortened(toHex(value.bytes))
    throw error
  }
}

function shortened(hex: string): string {
  return hex.length > MOST_DIGITS ? `${hex.slice(0, MOST_DIGITS)}…` : hex
}
