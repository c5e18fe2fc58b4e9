import type { AlgorithmUse, PathReading, RevocationReading } from '../core/seal/seal-reading.ts'
import type { Role } from '../core/seal/verify-signer.ts'
import type { Certificate } from './certificate.ts'
import { buildPath } from './chain.ts'
import { isCrlOf, type Crl } from './crl.ts'
import { knowsOf, ocspStatus, type OcspResponse } from './ocsp.ts'
import { oids } from './oids.ts'
import { pathFaults } from './path-rules.ts'
import { keyBits } from './public-key.ts'
import type { Trust } from './trust.ts'

/** Everything at hand to judge a certificate by. What a bundle brings may fill gaps of a way, never end it. */
export interface Evidence {
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly ocsp: readonly OcspResponse[]
  readonly trust: Trust
}

export const noPath: PathReading = {
  chain: [],
  anchored: false,
  entitled: false,
  faults: [],
  validity: [],
  revocation: [],
  algorithms: [],
}

/** The way from a certificate to the trust, with what is known of each step. */
export function readPath(leaf: Certificate, evidence: Evidence, role: Role): PathReading {
  const anchors = evidence.trust.anchors.map(({ certificate }) => certificate)
  const { certificates, anchored } = buildPath(leaf, evidence.certificates, anchors)
  const anchor = anchored ? certificates.at(-1) : undefined
  const steps = anchored ? certificates.slice(0, -1) : certificates
  const roles =
    evidence.trust.anchors.find(({ certificate }) => certificate.sha256 === anchor?.sha256)?.roles ?? []
  return {
    chain: certificates.map(({ facts }) => facts),
    anchored,
    entitled: roles.includes(role),
    faults: anchored ? pathFaults(certificates) : [],
    validity: (steps.length > 0 ? steps : certificates).map(({ facts, notBefore, notAfter }) => ({
      subject: facts.subject,
      notBefore,
      notAfter,
    })),
    revocation: anchored ? steps.map((step, i) => revocationOf(step, certificates[i + 1], evidence)) : [],
    algorithms: steps.flatMap((step, i) => usesOf(step, certificates[i + 1])),
  }
}

function usesOf(certificate: Certificate, issuer: Certificate | undefined): AlgorithmUse[] {
  const { scheme, digest } = certificate.algorithm
  const subject = certificate.facts.subject
  const uses: AlgorithmUse[] = digest ? [{ use: 'digest', name: digest, bits: 0, subject }] : []
  if (scheme && issuer) uses.push({ use: 'signature', name: scheme, bits: keyBits(issuer.key), subject })
  return uses
}

function revocationOf(
  certificate: Certificate,
  issuer: Certificate | undefined,
  evidence: Evidence,
): RevocationReading {
  const subject = certificate.facts.subject
  const unknown: RevocationReading = {
    subject,
    state: 'unknown',
    thisUpdate: null,
    nextUpdate: null,
    revokedAt: null,
  }
  if (!issuer) return unknown
  // The issuer states that it will never revoke this certificate; of a CA nobody may say so (RFC 9608, 3).
  if (certificate.extensions.has(oids.noRevocationAvailable) && !certificate.facts.ca)
    return { ...unknown, state: 'notNeeded' }
  const answers = [
    ...[...evidence.crls, ...evidence.trust.crls].flatMap((crl) => crlStatus(crl, certificate, issuer)),
    ...evidence.ocsp.flatMap((response) => ocspStatus(response, certificate, issuer, evidence.certificates)),
  ]
  // Once revoked, an older list that says otherwise does not count; else the newest word does.
  const revoked = answers
    .filter(({ state }) => state === 'revoked')
    .sort((a, b) => (a.revokedAt ?? 0) - (b.revokedAt ?? 0))[0]
  const newest = answers.sort((a, b) => (b.thisUpdate ?? 0) - (a.thisUpdate ?? 0))[0]
  return revoked ?? newest ?? unknown
}

function crlStatus(crl: Crl, certificate: Certificate, issuer: Certificate): RevocationReading[] {
  if (!crl.full || !isCrlOf(crl, issuer)) return []
  const revokedAt = crl.revokedAt(certificate.serial)
  if (revokedAt === 'unreadable' || (revokedAt === null && !knowsOf(certificate, crl))) return []
  const { thisUpdate, nextUpdate } = crl
  const subject = certificate.facts.subject
  return [{ subject, state: revokedAt === null ? 'good' : 'revoked', thisUpdate, nextUpdate, revokedAt }]
}
