import { fromBase64 } from '../core/base64.ts'
import { toHex } from '../core/bytes.ts'
import { parseCanonical, type Json } from '../core/canonical.ts'
import { readPolicy } from '../core/seal/algorithm-policy.ts'
import { finding } from '../core/seal/reasons.ts'
import type { Role } from '../core/seal/verify-signer.ts'
import { tryCertificate } from './certificate.ts'
import { parseCrl } from './crl.ts'
import { sha256 } from './hash.ts'
import { allRoles, noTrust, plainTrust, type NamedFile, type Trust } from './trust.ts'
import { verifyDetached } from './verify-detached.ts'

/** Format word of a signed trust file. */
export const TRUST_FORMAT = 'asservat-trust/1'

/**
 * The trust of a folder. Where `trust.json` lies with `trust.p7s`, only that counts: its signature must be good by the
 * office's root, which is what the plain `*.pem` files of the folder are then for. Otherwise the plain files themselves.
 */
export function trustFrom(files: readonly NamedFile[], now = new Date()): Trust {
  const plain = plainTrust(files)
  const statement = files.find(({ name }) => name === 'trust.json')
  if (!statement) return plain
  const signature = files.find(({ name }) => name === 'trust.p7s')
  if (!signature) return { ...noTrust(), refused: [finding('signature.none', 'trust.json')] }
  const { findings } = verifyDetached(statement.bytes, signature.bytes, plain, now, 'seal', {
    name: 'trust.p7s',
  })
  const open = findings.filter(({ state }) => state !== 'passed')
  const stated = statedTrust(statement.bytes)
  if (open.length > 0 || !stated)
    return { ...noTrust(), refused: open.length > 0 ? open : [finding('case.field', 'trust.json')] }
  return { ...stated, crls: [...stated.crls, ...plain.crls] }
}

/** What an unverified trust file says, or undefined when it is none: canonical JSON with version, anchors with their roles, lists and the algorithm policy. */
export function statedTrust(bytes: Uint8Array): Trust | undefined {
  const json = parseCanonical(bytes)
  const statement = json.ok ? membersOf(json.value) : undefined
  const policy = readPolicy(statement?.['policy'])
  const version = statement?.['version']
  if (statement?.['format'] !== TRUST_FORMAT || typeof version !== 'string' || !policy) return undefined
  const anchors = listOf(statement['anchors']).map(anchorOf)
  const crls = listOf(statement['crls']).map((text) => derOf(text, parseCrl))
  const complete = anchors.flatMap((anchor) => anchor ?? [])
  const lists = crls.flatMap((crl) => crl ?? [])
  if (complete.length !== anchors.length || lists.length !== crls.length) return undefined
  return { anchors: complete, crls: lists, policy, version, sha256: toHex(sha256(bytes)), refused: [] }
}

function anchorOf(value: Json): Trust['anchors'][number] | undefined {
  const anchor = membersOf(value)
  const certificate = derOf(anchor?.['certificate'], tryCertificate)
  const roles = listOf(anchor?.['roles']).flatMap((word): readonly Role[] =>
    allRoles.filter((role) => role === word),
  )
  return certificate && roles.length === listOf(anchor?.['roles']).length ? { certificate, roles } : undefined
}

function derOf<T>(text: Json | undefined, parse: (der: Uint8Array) => T | undefined): T | undefined {
  const der = typeof text === 'string' ? fromBase64(text) : undefined
  return der && parse(der)
}

function membersOf(value: Json): Readonly<Record<string, Json>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}

function listOf(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value)) return []
  const items: readonly Json[] = value
  return items
}
