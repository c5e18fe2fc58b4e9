import { forge } from '../../support/hostile-bundle.ts'
import { judgedAt } from '../../support/make-bundle.ts'
import { octets, implicit, int, oid, seq, tagged } from '../../support/asn1.ts'
import { extension, name, type Holder } from '../../support/pki.ts'
import type { CmsOrder } from '../../support/cms.ts'
import { makeOcsp } from '../../support/ocsp.ts'
import { device, makeCertificate, makeCrl, root, rootCrl, signedBy, stranger, trustIn } from './office.ts'
import type { Vector } from './vector.ts'

const chainFailure = { verdict: 'INDETERMINATE / CHAIN_CONSTRAINTS_FAILURE', cryptography: 'passed' } as const
const later = { verdict: 'INDETERMINATE / TRY_LATER', cryptography: 'passed' } as const

function signedWith(
  signer: Holder,
  chain: readonly Holder[] = [],
  more: Partial<CmsOrder> = {},
): Vector['make'] {
  return () => forge({ sign: signedBy({ signer, chain, ...more }) })
}

/** A CA between root and device, with its own list. */
function between(order: Parameters<typeof makeCertificate>[0]) {
  const ca = makeCertificate({ ca: true, issuer: root, ...order })
  return { ca, crl: makeCrl({ issuer: ca }) }
}

function under(
  order: Parameters<typeof makeCertificate>[0],
  leaf: Partial<Parameters<typeof makeCertificate>[0]> = {},
) {
  const { ca, crl } = between(order)
  const holder = makeCertificate({ name: 'Leaf', issuer: ca, ...leaf })
  return { make: signedWith(holder, [ca]), trust: trustIn([root], [rootCrl, crl]) }
}

const shortPath = (() => {
  const first = makeCertificate({ name: 'CA 1', ca: true, issuer: root, pathLength: 0 })
  const second = makeCertificate({ name: 'CA 2', ca: true, issuer: first })
  const leaf = makeCertificate({ name: 'Leaf', issuer: second })
  return {
    make: signedWith(leaf, [second, first]),
    trust: trustIn([root], [rootCrl, makeCrl({ issuer: first }), makeCrl({ issuer: second })]),
  }
})()

const onlyDomain = extension('2.5.29.30', seq(tagged(0, seq(tagged(4, name('Leaf', 'OTHER'))))), true)

const expired = makeCertificate({ name: 'Old Device', issuer: root, to: new Date('2025-05-01T00:00:00Z') })
const future = makeCertificate({ name: 'New Device', issuer: root, from: new Date('2025-07-01T00:00:00Z') })

function revokedTrust(at: Date) {
  return trustIn(
    [root],
    [makeCrl({ issuer: root, thisUpdate: judgedAt, revoked: [{ serial: device.certificate.serial, at }] })],
  )
}

const noLists = makeCertificate({ name: 'No Lists', ca: true, usage: [5] })

/** A SEQUENCE whose only entry claims more bytes than there are: signed like this by the issuer itself. */
const brokenEntries = {
  ...octets(Uint8Array.of(0x30, 0x05, 0x02, 0x01, 0x01)),
  type: 0x30,
  constructed: true,
  composed: false,
}

/** Attacks on chain, validity and revocation; the signature itself computes. */
export const chainVectors: readonly Vector[] = [
  {
    name: 'self-made-ca-in-the-bundle',
    make: signedWith(makeCertificate({ name: 'Fake Device', issuer: stranger }), [stranger]),
    verdict: 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND',
    cryptography: 'passed',
    findings: ['chain.notAnchored C=DE, O=MUSTER, CN=Fake Device'],
  },
  {
    name: 'ca-with-the-name-of-the-root',
    make: signedWith(
      makeCertificate({ name: 'Fake Device', issuer: makeCertificate({ name: 'Root', ca: true }) }),
    ),
    verdict: 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND',
    cryptography: 'passed',
    findings: ['chain.notAnchored C=DE, O=MUSTER, CN=Fake Device'],
  },
  {
    name: 'ca-flag-missing',
    ...under({ name: 'No CA', ca: false, usage: [5, 6] }),
    ...chainFailure,
    findings: ['chain.notCa C=DE, O=MUSTER, CN=No CA'],
  },
  {
    name: 'ca-without-key-cert-sign',
    ...under({ name: 'No Sign', usage: [0] }),
    ...chainFailure,
    findings: ['chain.keyUsage C=DE, O=MUSTER, CN=No Sign', 'revocation.unknown C=DE, O=MUSTER, CN=Leaf'],
  },
  {
    name: 'path-length-exceeded',
    ...shortPath,
    ...chainFailure,
    findings: ['chain.pathLength C=DE, O=MUSTER, CN=CA 1'],
  },
  {
    name: 'name-outside-the-constraints',
    ...under({ name: 'Narrow CA', extensions: [onlyDomain] }),
    ...chainFailure,
    findings: ['chain.nameConstraint C=DE, O=MUSTER, CN=Narrow CA'],
  },
  {
    name: 'unknown-critical-extension',
    ...under({ name: 'Odd CA', extensions: [extension('1.2.3.4', int(1), true)] }),
    ...chainFailure,
    findings: ['chain.critical C=DE, O=MUSTER, CN=Odd CA'],
  },
  {
    name: 'device-issues-certificates',
    ...(() => {
      const leaf = makeCertificate({ name: 'Leaf', issuer: device })
      return {
        make: signedWith(leaf, [device]),
        trust: trustIn([root], [rootCrl, makeCrl({ issuer: device })]),
      }
    })(),
    ...chainFailure,
    findings: [
      'chain.notCa C=DE, O=MUSTER, CN=Device',
      'chain.keyUsage C=DE, O=MUSTER, CN=Device',
      'revocation.unknown C=DE, O=MUSTER, CN=Leaf',
    ],
  },
  {
    name: 'key-kept-for-time-stamps',
    make: signedWith(
      makeCertificate({
        name: 'Stamp Key',
        issuer: root,
        extensions: [extension('2.5.29.37', seq(oid('1.3.6.1.5.5.7.3.8')), true)],
      }),
    ),
    verdict: 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE',
    cryptography: 'passed',
    findings: ['role.keyUsage C=DE, O=MUSTER, CN=Stamp Key'],
  },
  {
    name: 'key-not-meant-for-signing',
    make: signedWith(makeCertificate({ name: 'TLS Key', issuer: root, usage: [2] })),
    verdict: 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE',
    cryptography: 'passed',
    findings: ['role.keyUsage C=DE, O=MUSTER, CN=TLS Key'],
  },
  {
    name: 'expired-certificate',
    make: signedWith(expired),
    verdict: 'INDETERMINATE / EXPIRED',
    cryptography: 'passed',
    findings: ['validity.expired C=DE, O=MUSTER, CN=Old Device'],
  },
  {
    name: 'certificate-not-yet-valid',
    make: signedWith(future),
    verdict: 'INDETERMINATE / NOT_YET_VALID',
    cryptography: 'passed',
    findings: ['validity.notYet C=DE, O=MUSTER, CN=New Device'],
  },
  {
    name: 'revoked-with-no-proof-of-time',
    make: signedWith(device),
    trust: revokedTrust(new Date('2025-02-01T00:00:00Z')),
    verdict: 'INDETERMINATE / REVOKED_NO_POE',
    cryptography: 'passed',
    findings: ['revocation.revokedLater C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'no-revocation-list',
    make: signedWith(device),
    trust: trustIn([root], []),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'stale-revocation-list',
    make: signedWith(device),
    trust: trustIn([root], [makeCrl({ issuer: root, nextUpdate: new Date('2024-02-01T00:00:00Z') })]),
    ...later,
    findings: ['revocation.stale C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'revocation-list-of-another-issuer',
    make: signedWith(device),
    trust: trustIn([root], [makeCrl({ issuer: stranger })]),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'revocation-list-with-a-false-signature',
    make: signedWith(device),
    trust: trustIn([root], [makeCrl({ issuer: { certificate: root.certificate, key: stranger.key } })]),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'revocation-list-that-breaks-off-within',
    make: signedWith(device),
    trust: trustIn([root], [makeCrl({ issuer: root, entries: brokenEntries })]),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'delta-revocation-list-as-a-full-one',
    make: signedWith(device),
    trust: trustIn([root], [makeCrl({ issuer: root, extensions: [extension('2.5.29.27', int(1), true)] })]),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'list-for-other-certificates-only',
    make: signedWith(device),
    trust: trustIn(
      [root],
      [
        makeCrl({
          issuer: root,
          extensions: [extension('2.5.29.28', seq(implicit(2, Uint8Array.of(0xff))), true)],
        }),
      ],
    ),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'ocsp-by-a-stranger',
    make: signedWith(device, [], {
      ocsp: [
        makeOcsp({ about: device.certificate, issuer: root, responder: stranger, thisUpdate: judgedAt }),
      ],
    }),
    trust: trustIn([root], []),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'ocsp-that-says-revoked',
    make: signedWith(device, [], {
      ocsp: [
        makeOcsp({
          about: device.certificate,
          issuer: root,
          revokedAt: new Date('2025-01-01T00:00:00Z'),
          thisUpdate: judgedAt,
        }),
      ],
    }),
    verdict: 'INDETERMINATE / REVOKED_NO_POE',
    cryptography: 'passed',
    findings: ['revocation.revokedLater C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'clock-set-back',
    make: signedWith(device),
    trust: trustIn([root], [makeCrl({ issuer: root, thisUpdate: new Date('2025-05-30T00:00:00Z') })]),
    now: new Date('2025-05-01T00:00:00Z'),
    ...later,
    findings: ['clock.behind system'],
  },
  {
    name: 'nobody-trusted',
    make: signedWith(device),
    trust: trustIn([], []),
    verdict: 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND',
    cryptography: 'passed',
    findings: ['chain.noTrust C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'revocation-list-by-a-key-not-meant-for-lists',
    make: signedWith(makeCertificate({ name: 'Leaf', issuer: noLists })),
    trust: trustIn([noLists], [makeCrl({ issuer: noLists })]),
    ...later,
    findings: ['revocation.unknown C=DE, O=MUSTER, CN=Leaf'],
  },
]
