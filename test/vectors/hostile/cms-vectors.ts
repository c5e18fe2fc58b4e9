import { createHash, generateKeyPairSync, privateEncrypt, constants, sign as signBytes } from 'node:crypto'
import { concatBytes, utf8 } from '../../../main/core/bytes.ts'
import { lengthBytes } from '../../../main/crypto/read-cms.ts'
import { sha256 } from '../../../main/crypto/hash.ts'
import { forge } from '../../support/hostile-bundle.ts'
import { attribute, essAttribute, makeCms, signerInfo, type CmsOrder } from '../../support/cms.ts'
import { nil, octets, oid, printDer, seq } from '../../support/asn1.ts'
import { rsaKey } from '../../support/pki.ts'
import { device, makeCertificate, root, signedBy, stranger } from './office.ts'
import type { Vector } from './vector.ts'

const rsa = makeCertificate({ name: 'RSA Device', issuer: root, key: rsaKey(3072) })
const cryptoFailure = { verdict: 'TOTAL-FAILED / SIG_CRYPTO_FAILURE', cryptography: 'failed' } as const
const broken = { verdict: 'TOTAL-FAILED / FORMAT_FAILURE', cryptography: 'failed' } as const
/** Refused for its form; values and digests hold. */
const misshapen = { ...broken, cryptography: 'passed' } as const
const constraint = { verdict: 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE', cryptography: 'passed' } as const

function made(order: Partial<CmsOrder>): Vector['make'] {
  return () => forge({ sign: signedBy(order) })
}

/** PKCS#1 padding around bytes of the forger's choice, raised to the private exponent. */
function paddedRaw(info: Uint8Array): Uint8Array {
  return privateEncrypt({ key: rsa.key, padding: constants.RSA_PKCS1_PADDING }, info)
}

function digestInfo(algorithm: string, hash: Uint8Array, withNull = true): Uint8Array {
  return printDer(seq(seq(oid(algorithm), ...(withNull ? [nil()] : [])), octets(hash)))
}

function indefinite(der: Uint8Array): Uint8Array {
  // The outermost SEQUENCE with indefinite length: BER, accepted by many readers, one more spelling of the same.
  const header = 1 + lengthBytes(der.length - headerLength(der)).length
  return concatBytes(Uint8Array.of(0x30, 0x80), der.subarray(header), Uint8Array.of(0, 0))
}

function headerLength(der: Uint8Array): number {
  const first = der[1] ?? 0
  return first < 0x80 ? 2 : 2 + (first & 0x7f)
}

function deep(levels: number): Uint8Array {
  let value: Uint8Array = new Uint8Array()
  for (let i = 0; i < levels; i++) value = concatBytes(Uint8Array.of(0x30), lengthBytes(value.length), value)
  return value
}

const smallExponent = generateKeyPairSync('rsa', { modulusLength: 3072, publicExponent: 3 }).privateKey

/** Attacks on the signature file. */
export const cmsVectors: readonly Vector[] = [
  {
    name: 'signature-over-another-manifest',
    make: () => forge({ sign: (m) => signedBy()(concatBytes(m, utf8(' '))) }),
    verdict: 'TOTAL-FAILED / HASH_FAILURE',
    cryptography: 'failed',
    findings: ['signature.contentChanged C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'signature-value-of-another-key',
    make: made({ value: (bytes) => signBytes('sha256', bytes, stranger.key) }),
    ...cryptoFailure,
    findings: ['signature.wrong C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'signature-file-that-is-no-cms',
    make: () => forge({ sign: () => utf8('0 signed') }),
    ...broken,
    findings: ['signature.notCms META-INF/signature001.p7s'],
  },
  {
    name: 'signature-file-with-bytes-behind',
    make: () => forge({ sign: (m) => concatBytes(signedBy()(m), Uint8Array.of(0)) }),
    ...broken,
    findings: ['signature.notCms META-INF/signature001.p7s'],
  },
  {
    name: 'signature-with-content-of-its-own',
    make: made({ inside: true }),
    ...broken,
    findings: ['signature.notDetached META-INF/signature001.p7s'],
  },
  {
    name: 'deep-der',
    make: () => forge({ sign: () => deep(2000) }),
    ...broken,
    findings: ['signature.notCms META-INF/signature001.p7s'],
  },
  {
    name: 'indefinite-length',
    make: () => forge({ sign: (m) => indefinite(signedBy()(m)) }),
    ...misshapen,
    findings: ['signature.notDer META-INF/signature001.p7s'],
  },
  {
    name: 'wrong-ess-hash',
    make: made({ named: stranger }),
    verdict: 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND',
    cryptography: 'passed',
    findings: ['attributes.certificateHash C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'no-ess-attribute',
    make: made({ named: null }),
    ...constraint,
    findings: ['attributes.noCertificateHash C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'ess-attribute-twice',
    make: made({ edit: (all) => [...all, essAttribute(stranger.certificate.der)] }),
    verdict: 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND',
    cryptography: 'passed',
    findings: [
      'attributes.repeated C=DE, O=MUSTER, CN=Device',
      'attributes.certificateHash C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'message-digest-twice',
    make: made({ edit: (all) => [...all, attribute('1.2.840.113549.1.9.4', octets(sha256(utf8('x'))))] }),
    verdict: 'TOTAL-FAILED / HASH_FAILURE',
    cryptography: 'failed',
    findings: [
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
      'attributes.repeated C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'content-type-missing',
    make: made({ edit: (all) => all.slice(1) }),
    ...constraint,
    findings: ['attributes.missing C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'content-type-of-a-time-stamp',
    make: made({
      edit: (all) => [attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.9.16.1.4')), ...all.slice(1)],
    }),
    ...cryptoFailure,
    findings: ['attributes.contentType C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'attributes-stored-unsorted-and-signed-sorted',
    make: made({ order: 'storedReversed' }),
    ...misshapen,
    findings: ['signature.notDer META-INF/signature001.p7s'],
  },
  {
    name: 'attributes-signed-only-as-stored',
    make: made({ order: 'signedReversed' }),
    ...broken,
    findings: [
      'signature.notDer META-INF/signature001.p7s',
      'signature.onlyAsStored C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'certificate-missing',
    make: made({ certificates: [root.certificate.der] }),
    ...broken,
    findings: [
      'signature.unused META-INF/signature001.p7s',
      'signature.noCertificate META-INF/signature001.p7s',
    ],
  },
  {
    name: 'certificate-of-a-stranger-enclosed',
    make: made({ certificates: [device.certificate.der, stranger.certificate.der] }),
    ...misshapen,
    findings: ['signature.unused META-INF/signature001.p7s'],
  },
  {
    name: 'hash-of-signature-algorithm-differs',
    make: made({
      algorithm: seq(oid('1.2.840.10045.4.3.3')),
      value: (bytes) => signBytes('sha384', bytes, device.key),
    }),
    ...cryptoFailure,
    findings: ['algorithm.hashesDiffer C=DE, O=MUSTER, CN=Device'],
  },
  {
    name: 'sha-512-256-passed-off-as-sha-256',
    make: made({
      signer: rsa,
      value: (bytes) =>
        paddedRaw(digestInfo('2.16.840.1.101.3.4.2.6', createHash('sha512-256').update(bytes).digest())),
    }),
    ...cryptoFailure,
    findings: ['signature.wrong C=DE, O=MUSTER, CN=RSA Device'],
  },
  {
    name: 'digest-info-with-garbage-behind',
    make: made({
      signer: rsa,
      value: (bytes) =>
        paddedRaw(concatBytes(digestInfo('2.16.840.1.101.3.4.2.1', sha256(bytes)), new Uint8Array(16))),
    }),
    ...cryptoFailure,
    findings: ['signature.wrong C=DE, O=MUSTER, CN=RSA Device'],
  },
  {
    name: 'digest-info-with-garbage-in-the-parameters',
    make: made({
      signer: rsa,
      value: (bytes) =>
        paddedRaw(
          printDer(seq(seq(oid('2.16.840.1.101.3.4.2.1'), octets(new Uint8Array(8))), octets(sha256(bytes)))),
        ),
    }),
    ...cryptoFailure,
    findings: ['signature.wrong C=DE, O=MUSTER, CN=RSA Device'],
  },
  {
    name: 'digest-without-digest-info',
    make: made({ signer: rsa, value: (bytes) => paddedRaw(sha256(bytes)) }),
    ...cryptoFailure,
    findings: ['signature.wrong C=DE, O=MUSTER, CN=RSA Device'],
  },
  {
    name: 'exponent-three',
    make: made({ signer: makeCertificate({ name: 'E3 Device', issuer: root, key: smallExponent }) }),
    ...cryptoFailure,
    findings: ['algorithm.exponent C=DE, O=MUSTER, CN=E3 Device'],
  },
  {
    name: 'weak-rsa-key',
    make: made({ signer: makeCertificate({ name: 'Weak Device', issuer: root, key: rsaKey(1024) }) }),
    verdict: 'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    cryptography: 'passed',
    findings: ['algorithm.weakNow C=DE, O=MUSTER, CN=Weak Device'],
  },
  {
    name: 'sha-1-signature',
    make: made({
      signer: rsa,
      digestName: 'sha1',
      digestOid: '1.3.14.3.2.26',
      algorithm: seq(oid('1.2.840.113549.1.1.5'), nil()),
    }),
    verdict: 'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    cryptography: 'passed',
    findings: ['algorithm.weakNow C=DE, O=MUSTER, CN=RSA Device'],
  },
  {
    name: 'second-signer-added-by-a-stranger',
    make: () =>
      forge({
        sign: (content) =>
          makeCms({
            content,
            signer: device,
            certificates: [device.certificate.der, stranger.certificate.der],
            moreSigners: [signerInfo({ content, signer: stranger }, '1.2.840.113549.1.7.1', 'sha256')],
          }),
      }),
    ...misshapen,
    findings: [
      'signature.several META-INF/signature001.p7s',
      'chain.notAnchored C=DE, O=MUSTER, CN=Stranger',
    ],
  },
  {
    name: 'unsigned-attribute-as-a-hiding-place',
    make: made({ unsigned: () => [attribute('1.2.3.4.5', octets(utf8('hidden')))] }),
    ...misshapen,
    findings: ['signature.unused META-INF/signature001.p7s'],
  },
  {
    name: 'a-thousand-signers',
    make: () =>
      forge({
        sign: (content) => {
          const one = signerInfo({ content, signer: device }, '1.2.840.113549.1.7.1', 'sha256')
          return makeCms({ content, signer: device, moreSigners: Array.from({ length: 1000 }, () => one) })
        },
      }),
    ...broken,
    findings: ['signature.notCms META-INF/signature001.p7s'],
  },
]
