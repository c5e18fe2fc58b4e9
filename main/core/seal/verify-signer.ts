import { allows, ruleFor } from './algorithm-policy.ts'
import type { SignerFacts } from './bundle-facts.ts'
import type { Finding } from './finding.ts'
import { finding, remark, type ReasonCode } from './reasons.ts'
import type { PathReading, RevocationReading, SignerReading } from './seal-reading.ts'
import type { AlgorithmFacts, SignatureFacts } from './signature-facts.ts'
import type { Terms } from './verify-seal.ts'
import { verdictOf } from './verdict.ts'
import { isoSeconds, provenTimeOf, timestampFacts, timestampFindings } from './verify-timestamp.ts'

/** What a trust file may entitle an anchor for. */
export type Role = 'seal' | 'timestamp' | 'reviewer'

export interface JudgedSigner {
  readonly facts: SignerFacts
  /** Those who signed the signature. */
  readonly countersigners: readonly JudgedSigner[]
  readonly findings: readonly Finding[]
}

/** Checks 2 to 10 of one signer, each with its finding, at the time a trusted time stamp proves, else now. */
export function verifySigner(
  signer: SignerReading,
  terms: Terms,
  countersigns: string | null = null,
): JudgedSigner {
  const proven = provenTimeOf(signer, terms)
  const countersigners = signer.countersigners.map((counter) => verifySigner(counter, terms, labelOf(signer)))
  const findings = [
    ...signatureFindings(signer),
    ...attributeFindings(signer),
    ...algorithmFindings(signer, terms, proven ?? terms.now, proven !== null),
    ...pathFindings(signer.path, signer, terms, proven),
    ...timestampFindings(signer, terms),
  ]
  const facts = {
    ...factsOf(signer, proven, findings),
    signs: null,
    countersigns,
    attributes: signer.attributes,
    algorithms: algorithmFacts(signer, terms, proven ?? terms.now),
    timestamps: timestampFacts(signer.timestamps, terms),
    findings,
  }
  return { facts, countersigners, findings }
}

/** The certificate's holder, or the file when there is no certificate. */
function labelOf(signer: SignerReading): string {
  return signer.certificate?.subject ?? signer.signature
}

function signatureFindings(signer: SignerReading): Finding[] {
  const subject = labelOf(signer)
  if (!signer.certificate) return [finding('signature.noCertificate', subject)]
  const faults: ReasonCode[] = []
  if (signer.content === 'mismatch') faults.push('signature.contentChanged')
  if (signer.content === 'absent') faults.push('file.notSupplied')
  if (signer.value === 'invalid') faults.push('signature.wrong')
  if (signer.value === 'onlyAsStored') faults.push('signature.onlyAsStored')
  if (signer.value === 'unsupported' || signer.content === 'unsupported') faults.push('signature.unsupported')
  if (faults.length > 0)
    return faults.map((reason) => finding(reason, subject, { algorithm: signer.algorithm }))
  return [{ check: 'signature', state: 'passed', subject, facts: { algorithm: signer.algorithm } }]
}

function attributeFindings(signer: SignerReading): Finding[] {
  const subject = labelOf(signer)
  const faults = signer.attributeFaults.map(({ reason, attribute }) =>
    finding(reason, subject, { attribute }),
  )
  if (signer.namedCertificate === 'mismatch') faults.push(finding('attributes.certificateHash', subject))
  if (signer.certificate && (signer.namedCertificate === 'absent' || signer.namedCertificate === 'onlyV1'))
    faults.push(finding('attributes.noCertificateHash', subject))
  return faults.length > 0 ? faults : [{ check: 'signedAttributes', state: 'passed', subject }]
}

function algorithmFindings(signer: SignerReading, { policy }: Terms, at: number, proven: boolean): Finding[] {
  const subject = labelOf(signer)
  const uses = [...signer.algorithms, ...signer.path.algorithms]
  const faults = uses
    .filter((use) => !allows(policy, use, at))
    .map((use) =>
      finding(proven ? 'algorithm.weak' : 'algorithm.weakNow', use.subject, {
        algorithm: use.bits > 0 ? `${use.name} ${use.bits}` : use.name,
        policy: policy.id,
      }),
    )
  if (signer.smallExponent) faults.push(finding('algorithm.exponent', subject))
  if (!signer.hashesAgree)
    faults.push(finding('algorithm.hashesDiffer', subject, { algorithm: signer.algorithm }))
  return faults.length > 0
    ? faults
    : [{ check: 'algorithm', state: 'passed', subject, facts: { policy: policy.id } }]
}

function pathFindings(
  path: PathReading,
  signer: SignerReading,
  terms: Terms,
  proven: number | null,
): Finding[] {
  const subject = labelOf(signer)
  if (!signer.certificate) return []
  if (!path.anchored)
    return [finding(terms.hasTrust ? 'chain.notAnchored' : 'chain.noTrust', subject, issuerOf(path))]
  const faults = path.faults.map((fault) => finding(fault.reason, fault.subject))
  const chain: Finding[] =
    faults.length > 0
      ? faults
      : [{ check: 'chain', state: 'passed', subject, facts: { anchor: anchorOf(path) } }]
  return [
    ...chain,
    ...roleFindings(path, signer, subject),
    ...validityFindings(path, terms, proven),
    ...revocationFindings(path, terms, proven),
  ]
}

function roleFindings(path: PathReading, signer: SignerReading, subject: string): Finding[] {
  if (!signer.mayPlainSign) return [finding('role.keyUsage', subject)]
  return path.entitled
    ? [{ check: 'role', state: 'passed', subject }]
    : [finding('role.notEntitled', subject)]
}

function validityFindings(path: PathReading, { now }: Terms, proven: number | null): Finding[] {
  const at = proven ?? now
  return path.validity.map(({ subject, notBefore, notAfter }) => {
    const facts = { notBefore: isoSeconds(notBefore), notAfter: isoSeconds(notAfter), at: isoSeconds(at) }
    if (at < notBefore) return finding('validity.notYet', subject, facts)
    if (at <= notAfter) return { check: 'validity', state: 'passed', subject }
    return finding(proven === null ? 'validity.expired' : 'validity.outOfBounds', subject, facts)
  })
}

function revocationFindings(path: PathReading, terms: Terms, proven: number | null): Finding[] {
  return path.revocation.map((reading) => revocationFinding(reading, terms, proven))
}

function revocationFinding(reading: RevocationReading, { now }: Terms, proven: number | null): Finding {
  const { subject, state, revokedAt, thisUpdate, nextUpdate } = reading
  const at = proven ?? now
  if (state === 'notNeeded') return remark('remark.noRevocationAnnounced', subject)
  if (state === 'unknown' || thisUpdate === null) return finding('revocation.unknown', subject)
  if (state === 'revoked') {
    // Revoked after the proven time: what was signed before stands.
    if (proven !== null && revokedAt !== null && revokedAt > proven)
      return {
        check: 'revocation',
        state: 'passed',
        subject,
        facts: { asOf: isoSeconds(thisUpdate), revokedAt: isoSeconds(revokedAt) },
      }
    const facts = revokedAt === null ? undefined : { revokedAt: isoSeconds(revokedAt) }
    return finding(proven === null ? 'revocation.revokedLater' : 'revocation.revoked', subject, facts)
  }
  // A list speaks for the time it was issued and later, up to the next one.
  const fresh = thisUpdate >= at || (nextUpdate !== null && at <= nextUpdate)
  if (!fresh) return finding('revocation.stale', subject, { asOf: isoSeconds(thisUpdate) })
  return { check: 'revocation', state: 'passed', subject, facts: { asOf: isoSeconds(thisUpdate) } }
}

function issuerOf(path: PathReading): Readonly<Record<string, string>> {
  return { issuer: path.chain.at(-1)?.issuer ?? '' }
}

function anchorOf(path: PathReading): string {
  return path.chain.at(-1)?.subject ?? ''
}

function algorithmFacts(signer: SignerReading, { policy }: Terms, at: number): readonly AlgorithmFacts[] {
  return [...signer.algorithms, ...signer.path.algorithms].map(({ use, name, bits, subject }) => {
    const rule = ruleFor(policy, { use, name, bits }, at)
    return { use, name, bits, subject, allowed: rule !== undefined, until: rule?.until ?? null }
  })
}

function factsOf(
  signer: SignerReading,
  proven: number | null,
  findings: readonly Finding[],
): Omit<SignerFacts, keyof SignatureFacts> {
  const asOf = signer.path.revocation.flatMap(({ thisUpdate }) => (thisUpdate === null ? [] : [thisUpdate]))
  return {
    signature: signer.signature,
    subject: signer.certificate?.subject ?? '',
    serial: signer.certificate?.serial ?? '',
    sha256: signer.certificate?.sha256 ?? '',
    claimedTime: signer.claimedTime === null ? null : isoSeconds(signer.claimedTime),
    provenTime: proven === null ? null : isoSeconds(proven),
    verdict: verdictOf(findings),
    algorithm: signer.algorithm,
    chain: signer.path.chain,
    revocationAsOf: asOf.length > 0 ? isoSeconds(Math.min(...asOf)) : null,
  }
}
