import type { ReasonCode } from '../core/seal/reasons.ts'
import type { Certificate } from './certificate.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { breaksNameConstraints } from './name-constraints.ts'
import { oids } from './oids.ts'

export interface PathFault {
  readonly reason: ReasonCode
  readonly subject: string
}

const understood: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.nameConstraints,
  oids.subjectAltName,
  // Policies are noted, not required: no initial policy set is demanded (RFC 5280, 6.1.1 c).
  oids.certificatePolicies,
])

/** What RFC 5280, 6.1 forbids on a way: CA flag, path length, key usage, name constraints, unknown critical extensions. */
export function pathFaults(certificates: readonly Certificate[]): readonly PathFault[] {
  return certificates.flatMap((certificate, position) => {
    const subject = certificate.facts.subject
    try {
      return faultsOf(certificate, position, certificates).map((reason) => ({ reason, subject }))
    } catch (error) {
      if (error instanceof NotAsn1) return [{ reason: 'chain.extension' as const, subject }]
      throw error
    }
  })
}

function faultsOf(certificate: Certificate, position: number, path: readonly Certificate[]): ReasonCode[] {
  const faults: ReasonCode[] = []
  const { extensions } = certificate
  if ([...extensions].some(([id, { critical }]) => critical && !understood.has(id)))
    faults.push('chain.critical')
  if (position === 0) return faults
  const basic = basicConstraints(certificate)
  if (!basic.ca) faults.push('chain.notCa')
  // Only certificates between this one and the leaf count, and self-issued ones do not (RFC 5280, 4.2.1.9).
  const between = path
    .slice(1, position)
    .filter(({ subject, issuer }) => Buffer.compare(subject, issuer) !== 0)
  if (basic.pathLength !== null && between.length > basic.pathLength) faults.push('chain.pathLength')
  if (!maySignCertificates(certificate)) faults.push('chain.keyUsage')
  if (path.slice(0, position).some((below) => breaksNameConstraints(certificate, below)))
    faults.push('chain.nameConstraint')
  return faults
}

function basicConstraints({ extensions }: Pick<Certificate, 'extensions'>): {
  ca: boolean
  pathLength: number | null
} {
  const extension = extensions.get(oids.basicConstraints)
  if (!extension) return { ca: false, pathLength: null }
  const [first, second] = Der.parse(extension.value).as(tags.sequence).children
  const ca = first?.is(tags.boolean) === true && first.boolean
  return { ca, pathLength: ca && second ? second.as(tags.integer).number : null }
}

/** Bits of keyUsage by RFC 5280, 4.2.1.3; undefined when the extension is absent. */
export function keyUsage({ extensions }: Pick<Certificate, 'extensions'>): ReadonlySet<number> | undefined {
  const extension = extensions.get(oids.keyUsage)
  if (!extension) return undefined
  const [, ...bytes] = Der.parse(extension.value).as(tags.bitString).content
  const bits = new Set<number>()
  bytes.forEach((byte, i) => {
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) bits.add(8 * i + bit)
  })
  return bits
}

function maySignCertificates(certificate: Certificate): boolean {
  return keyUsage(certificate)?.has(5) ?? true
}

/** Whether keyUsage, where there is one, has cRLSign (RFC 5280, 6.3.3 f). */
export function maySignLists(certificate: Certificate): boolean {
  try {
    return keyUsage(certificate)?.has(6) ?? true
  } catch (error) {
    if (error instanceof NotAsn1) return false
    throw error
  }
}

/** Purposes of which none is signing documents (RFC 5280, 4.2.1.12). */
const otherPurposes: ReadonlySet<string> = new Set([
  oids.timeStamping,
  oids.ocspSigning,
  // serverAuth
  '1.3.6.1.5.5.7.3.1',
])

/**
 * Whether the key may sign: keyUsage with digitalSignature or nonRepudiation, and for documents no
 * critical extendedKeyUsage that gives it to other work alone.
 */
export function maySign(certificate: Certificate, what: 'documents' | 'timestamps'): boolean {
  try {
    const usage = keyUsage(certificate)
    const extended = extendedKeyUsage(certificate)
    const elsewhere = extended?.critical && extended.purposes.every((purpose) => otherPurposes.has(purpose))
    if (elsewhere && what === 'documents') return false
    return usage === undefined || usage.has(0) || usage.has(1)
  } catch (error) {
    if (error instanceof NotAsn1) return false
    throw error
  }
}

/** Purposes of extendedKeyUsage, or undefined when absent. */
export function extendedKeyUsage({
  extensions,
}: Pick<Certificate, 'extensions'>): { critical: boolean; purposes: readonly string[] } | undefined {
  const extension = extensions.get(oids.extendedKeyUsage)
  if (!extension) return undefined
  return { critical: extension.critical, purposes: Der.parse(extension.value).children.map(({ oid }) => oid) }
}

const usageNames = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]

/** What a certificate says its key is for, in names; what cannot be read says nothing. */
export function statedUse(certificate: Pick<Certificate, 'extensions'>): {
  readonly usage: readonly string[]
  readonly ca: boolean
} {
  try {
    const bits = [...(keyUsage(certificate) ?? [])].map((bit) => usageNames[bit] ?? String(bit))
    const purposes = extendedKeyUsage(certificate)?.purposes ?? []
    return { usage: [...bits, ...purposes], ca: basicConstraints(certificate).ca }
  } catch (error) {
    if (error instanceof NotAsn1) return { usage: [], ca: false }
    throw error
  }
}
