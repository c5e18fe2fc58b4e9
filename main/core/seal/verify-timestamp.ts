import { allows } from './algorithm-policy.ts'
import type { Finding } from './finding.ts'
import { finding, remark, type ReasonCode, type RemarkCode } from './reasons.ts'
import type { SealReading, SignerReading, TimestampReading } from './seal-reading.ts'
import type { TimestampFacts } from './signature-facts.ts'
import type { Terms } from './verify-seal.ts'

/** RFC 3339, UTC, whole seconds. */
export function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** The earliest time at which a trusted token proves the signature to have existed; null when none does. An archive time stamp is over the signature too. */
export function provenTimeOf(signer: SignerReading, terms: Terms): number | null {
  const times = signer.timestamps
    .filter(({ kind }) => kind === 'signature' || kind === 'archive')
    .flatMap((token) =>
      token.genTime !== null && faultOf(token, terms) === undefined ? [token.genTime] : [],
    )
  const all = signer.archivedAt === undefined ? times : [...times, signer.archivedAt]
  return all.length > 0 ? Math.min(...all) : null
}

/** Files that trusted tokens of the container are over, unchanged, each with the earliest time. */
export function archivedFiles(reading: SealReading, terms: Terms): ReadonlyMap<string, number> {
  const intact = new Set(reading.files.filter(({ state }) => state === 'ok').map(({ path }) => path))
  const times = new Map<string, number>()
  for (const token of reading.timestamps) {
    if (token.genTime === null || faultOf(token, terms) !== undefined) continue
    const over = reading.coverage.filter(({ signature }) => signature === token.file)
    for (const file of over.flatMap(({ files }) => files))
      if (intact.has(file)) times.set(file, Math.min(token.genTime, times.get(file) ?? Infinity))
  }
  return times
}

/** Tokens for people: each with the first fault it has. */
export function timestampFacts(tokens: readonly TimestampReading[], terms: Terms): readonly TimestampFacts[] {
  return tokens.map((token) => {
    const reason = (token.kind === 'archive' ? archiveRemark(token, terms) : faultOf(token, terms)) ?? null
    return {
      kind: token.kind,
      authority: token.subject,
      time: token.genTime === null ? null : isoSeconds(token.genTime),
      imprint: token.imprint,
      algorithm: token.signer?.algorithm ?? null,
      chain: token.signer?.path.chain ?? [],
      state: reason === null ? 'passed' : token.kind === 'archive' ? 'notChecked' : 'failed',
      reason,
    }
  })
}

/** Findings of a signer's tokens: what they prove, or why they prove nothing. */
export function timestampFindings(signer: SignerReading, terms: Terms): Finding[] {
  const findings = signer.timestamps.map((token) => {
    if (token.kind === 'archive') return archiveFinding(token, terms)
    const fault = faultOf(token, terms)
    return fault ? finding(fault, token.subject) : passedToken(token)
  })
  const proven = provenTimeOf(signer, terms)
  const before = contentTimes(signer, terms)
  // A content time stamp is made before the signature; one that is later contradicts (EN 319 102-1, 5.5.4).
  if (proven !== null && before.some((time) => time > proven))
    findings.push(finding('timestamp.order', signer.signature))
  return findings
}

/** Why an archive time stamp proves nothing; it takes nothing from what the signature proves, so it is only told. */
function archiveRemark(token: TimestampReading, terms: Terms): RemarkCode | undefined {
  if (token.imprint === 'unsupported') return 'remark.archiveTimestamp'
  const fault = faultOf(token, terms)
  if (fault === undefined) return undefined
  return fault === 'timestamp.untrusted' ? 'remark.archiveUntrusted' : 'remark.archiveBroken'
}

function archiveFinding(token: TimestampReading, terms: Terms): Finding {
  const told = archiveRemark(token, terms)
  return told ? remark(told, token.subject) : passedToken(token)
}

function contentTimes(signer: SignerReading, terms: Terms): readonly number[] {
  return signer.timestamps
    .filter((token) => token.kind === 'content' && faultOf(token, terms) === undefined)
    .flatMap(({ genTime }) => (genTime === null ? [] : [genTime]))
}

function passedToken(token: TimestampReading): Finding {
  const facts = { time: token.genTime === null ? '' : isoSeconds(token.genTime) }
  return { check: 'timestamp', state: 'passed', subject: token.subject, facts }
}

/** Checks of a token: its own signature, what it stamps, purpose, trust. The first that does not hold. */
function faultOf(token: TimestampReading, terms: Terms): ReasonCode | undefined {
  return integrityFault(token) ?? trustFault(token, terms)
}

function integrityFault(token: TimestampReading): ReasonCode | undefined {
  const { signer, genTime, imprint } = token
  if (!signer || genTime === null) return 'timestamp.notToken'
  // Broken tokens beside a signature prove nothing, and take nothing from what the signature proves.
  if (signer.value !== 'valid' || signer.content !== 'match' || signer.smallExponent)
    return 'timestamp.signatureIgnored'
  if (imprint !== 'match') return 'timestamp.imprintIgnored'
  return token.entitledByUsage ? undefined : 'timestamp.usage'
}

function trustFault(token: TimestampReading, { policy, now }: Terms): ReasonCode | undefined {
  const { signer, genTime } = token
  if (!signer || genTime === null) return 'timestamp.notToken'
  const { path } = signer
  if (!path.anchored || !path.entitled || path.faults.length > 0 || genTime > now)
    return 'timestamp.untrusted'
  const named = signer.namedCertificate === 'match' || signer.namedCertificate === 'onlyV1'
  const inTime = path.validity.every(({ notBefore, notAfter }) => genTime >= notBefore && genTime <= notAfter)
  const good = path.revocation.every(
    ({ state, revokedAt, nextUpdate, thisUpdate }) =>
      state === 'notNeeded' ||
      (state === 'revoked' && revokedAt !== null && revokedAt > genTime) ||
      (state === 'good' &&
        thisUpdate !== null &&
        (thisUpdate >= genTime || (nextUpdate !== null && genTime <= nextUpdate))),
  )
  const strong = [...signer.algorithms, ...path.algorithms].every((use) => allows(policy, use, genTime))
  return named && inTime && good && strong ? undefined : 'timestamp.untrusted'
}

/** Tokens of the container: one over a signature's file archives it, any other stands for itself. */
export function containerTimestamps(reading: SealReading, terms: Terms): Finding[] {
  const signed = new Set(reading.signatures.map(({ file }) => file))
  return reading.timestamps.flatMap((token) => {
    const over = reading.coverage.filter(({ signature }) => signature === token.file)
    const archives = over.some(({ files }) => files.some((file) => signed.has(file)))
    return archives ? [archiveFinding(token, terms)] : standaloneTimestamp(token, terms)
  })
}

/** A token that is itself the container's only proof (ASiC with time-stamp token): here its integrity is the question. */
function standaloneTimestamp(token: TimestampReading, terms: Terms): Finding[] {
  const { signer, genTime, imprint, subject } = token
  if (!signer || genTime === null) return [finding('timestamp.notTokenAlone', subject)]
  if (signer.value === 'unsupported' || imprint === 'unsupported')
    return [finding('signature.unsupported', subject)]
  if (signer.value !== 'valid' || signer.content !== 'match' || signer.smallExponent)
    return [finding('timestamp.signature', subject)]
  if (imprint !== 'match')
    return [finding(imprint === 'absent' ? 'timestamp.noData' : 'timestamp.imprint', subject)]
  const fault = faultOf(token, terms)
  return fault
    ? [{ check: 'timestamp', state: 'passed', subject }, finding(fault, subject)]
    : [passedToken(token)]
}
