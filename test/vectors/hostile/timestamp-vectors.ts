import { utf8 } from '../../../main/core/bytes.ts'
import { forge } from '../../support/hostile-bundle.ts'
import { makeToken, signatureTimestamp, attribute, type CmsOrder } from '../../support/cms.ts'
import { generalTime, oid, octets, raw, seq, type Asn1 } from '../../support/asn1.ts'
import { extension, type Holder } from '../../support/pki.ts'
import { device, makeCertificate, makeCrl, root, signedBy, stranger, trustIn } from './office.ts'
import type { Vector } from './vector.ts'

const usage = (critical: boolean) => extension('2.5.29.37', seq(oid('1.3.6.1.5.5.7.3.8')), critical)
const tsa = makeCertificate({ name: 'TSA', issuer: root, extensions: [usage(true)] })
const noUsage = makeCertificate({ name: 'No TSA', issuer: root })
const notCritical = makeCertificate({ name: 'Lax TSA', issuer: root, extensions: [usage(false)] })
const strangeTsa = makeCertificate({ name: 'Strange TSA', issuer: stranger, extensions: [usage(true)] })
const stamped = new Date('2025-03-01T10:05:00Z')
const later = { verdict: 'INDETERMINATE / TRY_LATER', cryptography: 'passed' } as const
const constraint = { verdict: 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE', cryptography: 'passed' } as const

function stampedBy(
  authority: Holder,
  more: Partial<CmsOrder> = {},
  over = (value: Uint8Array) => value,
  at = stamped,
): Vector['make'] {
  return () =>
    forge({
      sign: signedBy({
        ...more,
        unsigned: (value) => [signatureTimestamp(makeToken(authority, over(value), at))],
      }),
    })
}

function revoked(at: string) {
  return trustIn(
    [root],
    [
      makeCrl({
        issuer: root,
        thisUpdate: new Date('2025-05-30T00:00:00Z'),
        revoked: [{ serial: device.certificate.serial, at: new Date(at) }],
      }),
    ],
  )
}

/** A list made after the device's certificate had expired. */
function listedAfter(extensions: readonly Asn1[] = []) {
  return trustIn(
    [root],
    [makeCrl({ issuer: root, thisUpdate: new Date('2025-05-30T00:00:00Z'), extensions })],
  )
}

const old = makeCertificate({ name: 'Old Device', issuer: root, to: new Date('2025-04-01T00:00:00Z') })
const older = makeCertificate({ name: 'Older Device', issuer: root, to: new Date('2025-02-01T00:00:00Z') })

/** Attacks on time stamps, and what a good one does and does not mend. */
export const timestampVectors: readonly Vector[] = [
  {
    name: 'good-time-stamp-saves-an-expired-certificate',
    make: stampedBy(tsa, { signer: old }),
    verdict: 'TOTAL-PASSED / null',
    cryptography: 'passed',
    findings: [],
  },
  {
    name: 'good-time-stamp-before-the-revocation',
    make: stampedBy(tsa),
    trust: revoked('2025-04-01T00:00:00Z'),
    verdict: 'TOTAL-PASSED / null',
    cryptography: 'passed',
    findings: [],
  },
  {
    name: 'list-from-after-the-expiry-may-have-forgotten',
    make: stampedBy(tsa, { signer: old }),
    trust: listedAfter(),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Old Device'],
  },
  {
    name: 'good-list-from-after-the-expiry-that-forgets-nothing',
    make: stampedBy(tsa, { signer: old }),
    trust: listedAfter([extension('2.5.29.60', generalTime(new Date('2025-01-01T00:00:00Z')))]),
    verdict: 'TOTAL-PASSED / null',
    cryptography: 'passed',
    findings: [],
  },
  {
    name: 'list-from-after-the-expiry-that-remembers-only-later-ones',
    make: stampedBy(tsa, { signer: old }),
    trust: listedAfter([extension('2.5.29.60', generalTime(new Date('2025-05-01T00:00:00Z')))]),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Old Device'],
  },
  {
    name: 'time-stamp-after-the-revocation',
    make: stampedBy(tsa),
    trust: revoked('2025-02-01T00:00:00Z'),
    verdict: 'TOTAL-FAILED / REVOKED',
    cryptography: 'passed',
    findings: ['revocation.revoked C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'time-stamp-after-the-expiry',
    make: stampedBy(tsa, { signer: older }),
    verdict: 'INDETERMINATE / OUT_OF_BOUNDS_NO_POE',
    cryptography: 'passed',
    findings: ['validity.outOfBounds C=DE, O=MUSTER, CN=Older Device'],
  },
  {
    name: 'time-stamp-of-an-untrusted-authority',
    make: stampedBy(strangeTsa),
    ...later,
    findings: ['timestamp.untrusted C=DE, O=MUSTER, CN=Strange TSA'],
  },
  {
    name: 'time-stamp-over-another-signature',
    make: stampedBy(tsa, {}, () => utf8('x')),
    ...constraint,
    findings: ['timestamp.imprintIgnored C=DE, O=MUSTER, CN=TSA'],
  },
  {
    name: 'time-stamp-by-a-key-for-other-purposes',
    make: stampedBy(noUsage),
    ...constraint,
    findings: ['timestamp.usage C=DE, O=MUSTER, CN=No TSA'],
  },
  {
    name: 'time-stamp-purpose-not-critical',
    make: stampedBy(notCritical),
    ...constraint,
    findings: ['timestamp.usage C=DE, O=MUSTER, CN=Lax TSA'],
  },
  {
    name: 'time-stamp-from-the-future',
    make: stampedBy(tsa, {}, (value) => value, new Date('2026-01-01T00:00:00Z')),
    ...later,
    findings: ['timestamp.untrusted C=DE, O=MUSTER, CN=TSA'],
  },
  {
    name: 'time-stamp-with-a-false-signature',
    make: stampedBy({ certificate: tsa.certificate, key: stranger.key }),
    ...constraint,
    findings: ['timestamp.signatureIgnored C=DE, O=MUSTER, CN=TSA'],
  },
  {
    name: 'time-stamp-that-is-none',
    make: () =>
      forge({
        sign: signedBy({ unsigned: () => [attribute('1.2.840.113549.1.9.16.2.14', octets(utf8('now')))] }),
      }),
    ...constraint,
    findings: ['timestamp.notToken META-INF/signature001.p7s'],
  },
  {
    name: 'content-time-stamp-later-than-the-signature-time-stamp',
    make: () =>
      forge({
        sign: (manifest) =>
          signedBy({
            edit: (all) => [
              ...all,
              attribute(
                '1.2.840.113549.1.9.16.2.20',
                raw(makeToken(tsa, manifest, new Date('2025-03-02T00:00:00Z'))),
              ),
            ],
            unsigned: (value) => [signatureTimestamp(makeToken(tsa, value, stamped))],
          })(manifest),
      }),
    verdict: 'INDETERMINATE / TIMESTAMP_ORDER_FAILURE',
    cryptography: 'passed',
    findings: ['timestamp.order META-INF/signature001.p7s'],
  },
]
