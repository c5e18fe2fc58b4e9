import type { Check, Finding, State, SubIndication } from './finding.ts'

interface Reason {
  readonly check: Check
  readonly sub: SubIndication
  /** State a finding with this reason has. */
  readonly state: Exclude<State, 'passed'>
  /** What it does to the plain question "do values and digests hold, whatever the trust". */
  readonly cryptography?: 'failed' | 'notChecked'
}

const format = (check: Check): Reason => ({
  check,
  sub: 'FORMAT_FAILURE',
  state: 'failed',
  cryptography: 'failed',
})
/** A rule of form alone: the container is refused, yet it says nothing of values and digests. */
const form = (check: Check): Reason => ({ check, sub: 'FORMAT_FAILURE', state: 'failed' })
const hash = (check: Check): Reason => ({
  check,
  sub: 'HASH_FAILURE',
  state: 'failed',
  cryptography: 'failed',
})
const crypto = (check: Check): Reason => ({
  check,
  sub: 'SIG_CRYPTO_FAILURE',
  state: 'failed',
  cryptography: 'failed',
})
const chain = (sub: SubIndication): Reason => ({ check: 'chain', sub, state: 'failed' })
const constraint = (check: Check): Reason => ({ check, sub: 'SIG_CONSTRAINTS_FAILURE', state: 'failed' })
const timestamp = (sub: SubIndication, broken: boolean): Reason =>
  broken
    ? { check: 'timestamp', sub, state: 'failed', cryptography: 'failed' }
    : { check: 'timestamp', sub, state: 'failed' }

/** Every reason a check can have for not passing: which check, which sub-indication of EN 319 102-1, which state. */
export const reasons = {
  'container.notZip': format('container'),
  'container.cutShort': format('container'),
  'container.directory': format('container'),
  'container.severalEnds': format('container'),
  'container.tooMany': format('container'),
  'container.name': format('container'),
  'container.duplicateName': format('container'),
  'container.headersDiffer': format('container'),
  'container.overlap': format('container'),
  'container.gap': format('container'),
  'container.encrypted': format('container'),
  'container.method': format('container'),
  'container.symlink': format('container'),
  'container.comment': form('container'),
  'container.trailing': format('container'),
  'container.tooBig': format('container'),
  'container.bomb': format('container'),
  'container.mimetype': form('container'),
  'container.layout': form('container'),
  'container.crc': form('container'),
  'container.unknownMeta': format('container'),
  'container.unreadable': {
    check: 'container',
    sub: 'SIGNED_DATA_NOT_FOUND',
    state: 'notChecked',
    cryptography: 'notChecked',
  },
  'container.defect': { check: 'container', sub: 'FORMAT_FAILURE', state: 'failed', cryptography: 'failed' },
  'case.notCanonical': form('manifest'),
  'case.field': form('manifest'),
  'case.mismatch': form('manifest'),
  'manifest.xml': format('manifest'),
  'manifest.schema': format('manifest'),
  'manifest.critical': format('manifest'),
  'manifest.digestMethod': format('manifest'),
  'manifest.spelling': form('manifest'),
  'manifest.signatureMissing': format('manifest'),
  'manifest.notReferred': format('manifest'),
  'manifest.ambiguous': format('manifest'),
  'coverage.uncovered': format('coverage'),
  'coverage.severalFiles': format('coverage'),
  'file.changed': hash('file'),
  'file.removed': format('file'),
  'file.missing': { check: 'file', sub: 'SIGNED_DATA_NOT_FOUND', state: 'failed', cryptography: 'failed' },
  'file.pending': { check: 'file', sub: 'CONTENT_PENDING', state: 'notChecked', cryptography: 'notChecked' },
  'file.notSupplied': {
    check: 'file',
    sub: 'SIGNED_DATA_NOT_FOUND',
    state: 'notChecked',
    cryptography: 'notChecked',
  },
  'chunkList.missing': form('chunkList'),
  'chunkList.shape': hash('chunkList'),
  'chunkList.contradicts': hash('chunkList'),
  'chunk.broken': hash('file'),
  'encryption.recipients': form('manifest'),
  'encryption.details': form('manifest'),
  'encryption.chunk': hash('file'),
  'encryption.plaintext': hash('file'),
  'signature.none': {
    check: 'signature',
    sub: 'NO_SIGNATURE_FOUND',
    state: 'failed',
    cryptography: 'notChecked',
  },
  'signature.noneInContainer': {
    check: 'signature',
    sub: 'NO_SIGNATURE_FOUND',
    state: 'failed',
    cryptography: 'failed',
  },
  'signature.xades': {
    check: 'signature',
    sub: 'SIG_CONSTRAINTS_FAILURE',
    state: 'notChecked',
    cryptography: 'notChecked',
  },
  'signature.notCms': format('signature'),
  'signature.notDer': form('signature'),
  'signature.notDetached': format('signature'),
  'signature.unused': form('signature'),
  'signature.several': form('signature'),
  'signature.noSigner': {
    check: 'signature',
    sub: 'NO_SIGNATURE_FOUND',
    state: 'failed',
    cryptography: 'failed',
  },
  'signature.noCertificate': {
    check: 'signature',
    sub: 'NO_SIGNING_CERTIFICATE_FOUND',
    state: 'failed',
    cryptography: 'failed',
  },
  'signature.contentChanged': hash('signature'),
  'signature.wrong': crypto('signature'),
  'signature.onlyAsStored': crypto('signature'),
  'signature.unsupported': {
    check: 'signature',
    sub: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    state: 'notChecked',
    cryptography: 'notChecked',
  },
  'attributes.missing': constraint('signedAttributes'),
  'attributes.repeated': constraint('signedAttributes'),
  'attributes.contentType': crypto('signedAttributes'),
  'attributes.noCertificateHash': constraint('signedAttributes'),
  'attributes.certificateHash': {
    check: 'signedAttributes',
    sub: 'NO_SIGNING_CERTIFICATE_FOUND',
    state: 'failed',
  },
  'algorithm.hashesDiffer': crypto('algorithm'),
  'algorithm.exponent': crypto('algorithm'),
  'algorithm.weak': { check: 'algorithm', sub: 'CRYPTO_CONSTRAINTS_FAILURE', state: 'failed' },
  'algorithm.weakNow': { check: 'algorithm', sub: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', state: 'failed' },
  'chain.notAnchored': chain('NO_CERTIFICATE_CHAIN_FOUND'),
  'chain.noTrust': chain('NO_CERTIFICATE_CHAIN_FOUND'),
  'chain.notCa': chain('CHAIN_CONSTRAINTS_FAILURE'),
  'chain.pathLength': chain('CHAIN_CONSTRAINTS_FAILURE'),
  'chain.keyUsage': chain('CHAIN_CONSTRAINTS_FAILURE'),
  'chain.nameConstraint': chain('CHAIN_CONSTRAINTS_FAILURE'),
  'chain.critical': chain('CHAIN_CONSTRAINTS_FAILURE'),
  'chain.extension': chain('CHAIN_CONSTRAINTS_FAILURE'),
  'role.keyUsage': { check: 'role', sub: 'SIG_CONSTRAINTS_FAILURE', state: 'failed' },
  'role.notEntitled': { check: 'role', sub: 'SIG_CONSTRAINTS_FAILURE', state: 'failed' },
  'validity.expired': { check: 'validity', sub: 'EXPIRED', state: 'failed' },
  'validity.notYet': { check: 'validity', sub: 'NOT_YET_VALID', state: 'failed' },
  'validity.outOfBounds': { check: 'validity', sub: 'OUT_OF_BOUNDS_NO_POE', state: 'failed' },
  'revocation.revoked': { check: 'revocation', sub: 'REVOKED', state: 'failed' },
  'revocation.revokedLater': { check: 'revocation', sub: 'REVOKED_NO_POE', state: 'failed' },
  'revocation.unknown': { check: 'revocation', sub: 'TRY_LATER', state: 'notChecked' },
  'revocation.stale': { check: 'revocation', sub: 'TRY_LATER', state: 'notChecked' },
  'timestamp.notToken': timestamp('SIG_CONSTRAINTS_FAILURE', false),
  'timestamp.notTokenAlone': timestamp('FORMAT_FAILURE', true),
  'timestamp.imprint': timestamp('HASH_FAILURE', true),
  'timestamp.imprintIgnored': timestamp('SIG_CONSTRAINTS_FAILURE', false),
  'timestamp.noData': timestamp('SIGNED_DATA_NOT_FOUND', true),
  'timestamp.signature': timestamp('SIG_CRYPTO_FAILURE', true),
  'timestamp.signatureIgnored': timestamp('SIG_CONSTRAINTS_FAILURE', false),
  'timestamp.usage': timestamp('SIG_CONSTRAINTS_FAILURE', false),
  'timestamp.untrusted': { check: 'timestamp', sub: 'TRY_LATER', state: 'notChecked' },
  'timestamp.order': timestamp('TIMESTAMP_ORDER_FAILURE', false),
  'timestamp.only': { check: 'signature', sub: 'NO_SIGNATURE_FOUND', state: 'notChecked' },
  'evidenceRecord.notEvaluated': {
    check: 'evidenceRecord',
    sub: 'NO_SIGNATURE_FOUND',
    state: 'notChecked',
    cryptography: 'notChecked',
  },
  'trust.notAsRecorded': chain('NO_CERTIFICATE_CHAIN_FOUND'),
  'clock.behind': { check: 'clock', sub: 'TRY_LATER', state: 'failed' },
  'report.notOurs': format('report'),
  'report.cutShort': format('report'),
  'report.trailingBytes': format('report'),
  'report.incrementalUpdate': format('report'),
  'report.crossReference': format('report'),
  'report.hiddenBytes': format('report'),
  'report.hiddenObject': format('report'),
  'report.object': format('report'),
  'report.severalSignatures': format('report'),
  'report.byteRange': format('report'),
  'report.padding': format('report'),
  'report.notCertified': format('report'),
  'report.signingTime': format('report'),
  'report.timestamp': format('report'),
  'report.formField': format('report'),
  'report.activeContent': format('report'),
  'report.annotation': format('report'),
  'report.layers': format('report'),
  'report.attachmentMissing': format('report'),
  'report.attachmentExtra': format('report'),
  'report.content': format('report'),
  'report.page': format('report'),
  'report.printedTable': format('report'),
  'report.printedWords': format('report'),
  'report.container': format('report'),
  'report.unsigned': {
    check: 'report',
    sub: 'NO_SIGNATURE_FOUND',
    state: 'failed',
    cryptography: 'notChecked',
  },
  'report.attachmentChanged': hash('report'),
  'report.pdfChanged': hash('report'),
  'report.otherSigner': { check: 'report', sub: 'SIG_CONSTRAINTS_FAILURE', state: 'failed' },
  'report.input': { check: 'report', sub: 'SIG_CONSTRAINTS_FAILURE', state: 'failed' },
} as const satisfies Readonly<Record<string, Reason>>

export type ReasonCode = keyof typeof reasons

/** Remarks: worth knowing, without effect on the verdict. What is only present, and not evaluated, says `notChecked`. */
export const remarks = {
  'remark.mimetypeNotFirst': { check: 'container', state: 'passed' },
  'remark.headersDiffer': { check: 'container', state: 'passed' },
  'remark.compressed': { check: 'container', state: 'passed' },
  'remark.comment': { check: 'container', state: 'passed' },
  'remark.archiveTimestamp': { check: 'timestamp', state: 'notChecked' },
  'remark.archiveUntrusted': { check: 'timestamp', state: 'notChecked' },
  'remark.archiveBroken': { check: 'timestamp', state: 'notChecked' },
  'remark.evidenceRecord': { check: 'evidenceRecord', state: 'notChecked' },
  'remark.noRevocationAnnounced': { check: 'revocation', state: 'passed' },
} as const satisfies Readonly<Record<string, { readonly check: Check; readonly state: State }>>

export type RemarkCode = keyof typeof remarks

export function isReason(code: string): code is ReasonCode {
  return Object.hasOwn(reasons, code)
}

export function isRemark(code: string): code is RemarkCode {
  return Object.hasOwn(remarks, code)
}

/** A finding that is only a remark. */
export function remark(code: RemarkCode, subject: string): Finding {
  return { ...remarks[code], reason: code, subject }
}

/** A finding for a reason; check and state follow from the code. */
export function finding(
  reason: ReasonCode,
  subject: string,
  facts?: Readonly<Record<string, string | number>>,
): Finding {
  const { check, state } = reasons[reason]
  return facts ? { check, state, reason, subject, facts } : { check, state, reason, subject }
}
