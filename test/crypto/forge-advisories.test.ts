import { constants, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '../../main/core/bytes.ts'
import { Der } from '../../main/crypto/der.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { pathFaults } from '../../main/crypto/path-rules.ts'
import { parseKey } from '../../main/crypto/public-key.ts'
import { parseSignatureAlgorithm } from '../../main/crypto/signature-algorithm.ts'
import { verifySignature } from '../../main/crypto/signature-value.ts'
import { bits, int, nil, octets, oid, printDer, seq, type Asn1 } from '../support/asn1.ts'
import { makeCertificate, spkiOf } from '../support/pki.ts'

// What went wrong in node-forge over the years, put to our own judgement: none of it may count as a signature.
const SHA256 = '2.16.840.1.101.3.4.2.1'
const text = utf8('Beweis')
const hash = octets(sha256(text))
const rsa256 = parseSignatureAlgorithm(Der.parse(printDer(seq(oid('1.2.840.113549.1.1.11'), nil()))))

// Exponent three on purpose, and allowed here: the forgeries were cheap with it. The judge itself refuses such keys.
const small = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey
const key = parseKey(Der.parse(spkiOf(small)))

/** The signature whose decrypted block is exactly these 256 bytes. */
function signedBlock(decrypted: Uint8Array): Uint8Array {
  return privateEncrypt({ key: small, padding: constants.RSA_NO_PADDING }, decrypted)
}

/** 00 01 FF… 00 before the structure and bytes behind it. */
function block(
  info: Asn1 | Uint8Array,
  options: { readonly ones?: number; readonly behind?: Uint8Array } = {},
): Uint8Array {
  const inner = info instanceof Uint8Array ? info : printDer(info)
  const behind = options.behind ?? new Uint8Array()
  const ones = options.ones ?? 253 - inner.length - behind.length
  const head = concatBytes(
    Uint8Array.of(0, 1),
    new Uint8Array(ones).fill(255),
    Uint8Array.of(0),
    inner,
    behind,
  )
  return concatBytes(head, new Uint8Array(256 - head.length).fill(0x41))
}

function judged(signature: Uint8Array): string {
  return verifySignature(key, rsa256, 'SHA-256', text, signature, 3)
}

const garbage = octets(new Uint8Array(100).fill(7))
const algorithm = seq(oid(SHA256), nil())

describe('RSASSA-PKCS1-v1_5', () => {
  test('the two permitted encodings are accepted', () => {
    expect(judged(signedBlock(block(seq(algorithm, hash))))).toBe('valid')
    expect(judged(signedBlock(block(seq(seq(oid(SHA256)), hash))))).toBe('valid')
  })

  test.each([
    ['CVE-2022-24772: bytes behind the DigestInfo', block(seq(algorithm, hash), { ones: 8 })],
    [
      'CVE-2022-24772: zeros behind the DigestInfo',
      block(seq(algorithm, hash), { behind: new Uint8Array(20) }),
    ],
    ['CVE-2022-24771: garbage as parameters', block(seq(seq(oid(SHA256), garbage), hash))],
    ['CVE-2022-24773: no DigestInfo around the digest', block(hash)],
    ['CVE-2026-33894: a third field in the DigestInfo', block(seq(algorithm, hash, garbage))],
    [
      'CVE-2026-33894: fewer than eight padding bytes',
      block(seq(algorithm, hash), { ones: 7, behind: new Uint8Array(193) }),
    ],
    [
      'CVE-2026-85393: a third field in the DigestAlgorithm',
      block(seq(seq(oid(SHA256), nil(), garbage), hash)),
    ],
    ['NULL with content', block(seq(seq(oid(SHA256), { ...nil(), value: '\x00\x00' }), hash))],
    [
      'a length in the long form',
      block(concatBytes(Uint8Array.of(0x30, 0x81), printDer(seq(algorithm, hash)).subarray(1))),
    ],
    ['block type 2', block(seq(algorithm, hash)).map((byte, i) => (i === 1 ? 2 : byte))],
    [
      'another digest algorithm over the same bytes',
      block(seq(seq(oid('2.16.840.1.101.3.4.2.6'), nil()), hash)),
    ],
  ])('%s', (_, forged) => {
    expect(judged(signedBlock(forged))).toBe('invalid')
  })

  test('the cube root of a chosen block is no signature', () => {
    // The classic forgery: a number whose cube begins with a good block, made without any key.
    const wanted = BigInt(`0x${Buffer.from(block(seq(algorithm, hash), { ones: 8 })).toString('hex')}`)
    const forged = Buffer.from(cubeRoot(wanted).toString(16).padStart(512, '0'), 'hex')
    expect(judged(forged)).toBe('invalid')
  })
})

function cubeRoot(value: bigint): bigint {
  let low = 0n
  let high = 1n << 700n
  while (low < high) {
    const middle = (low + high) >> 1n
    if (middle ** 3n < value) low = middle + 1n
    else high = middle
  }
  return low
}

test('CVE-2026-33895: an Ed25519 signature with S plus the order of the group is no second signature', () => {
  const pair = generateKeyPairSync('ed25519')
  const ed = parseKey(Der.parse(spkiOf(pair.privateKey)))
  const scheme = parseSignatureAlgorithm(Der.parse(printDer(seq(oid('1.3.101.112')))))
  const good = sign(null, text, pair.privateKey)
  expect(verifySignature(ed, scheme, 'SHA-512', text, good)).toBe('valid')
  const order = (1n << 252n) + 27742317777372353535851937790883648493n
  const s = BigInt(`0x${Buffer.from(good.subarray(32)).reverse().toString('hex')}`) + order
  const shifted = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse()
  expect(verifySignature(ed, scheme, 'SHA-512', text, concatBytes(good.subarray(0, 32), shifted))).toBe(
    'invalid',
  )
})

test('CVE-2026-33896: a certificate without basicConstraints and keyUsage is no authority', () => {
  const root = makeCertificate({ name: 'Root', ca: true })
  const plain = makeCertificate({ name: 'Plain', issuer: root, usage: null })
  const leaf = makeCertificate({ name: 'Leaf', issuer: plain })
  expect(pathFaults([leaf, plain, root].map(({ certificate }) => certificate))).toEqual([
    { reason: 'chain.notCa', subject: plain.certificate.facts.subject },
  ])
})

test.each([
  ['modulus 0', 0, 65537],
  ['modulus 1', 1, 65537],
  ['exponent 0', 2 ** 30 - 35, 0],
  ['exponent 1', 2 ** 30 - 35, 1],
])('CVE-2026-33891: a key with %s ends at once, and vouches for nothing', (_, modulus, exponent) => {
  const numbers = bits(printDer(seq(int(modulus), int(exponent))))
  const spki = Der.parse(printDer(seq(seq(oid('1.2.840.113549.1.1.1'), nil()), numbers)))
  const state = (() => {
    try {
      return verifySignature(parseKey(spki), rsa256, 'SHA-256', text, Uint8Array.of(1, 0, 0, 0), 0)
    } catch (error) {
      return error instanceof Error ? error.name : 'thrown'
    }
  })()
  expect(['invalid', 'NotAsn1']).toContain(state)
})

test('CVE-2025-66030: an identifier with an arc beyond 32 bits is not taken for another', () => {
  const honest = Der.parse(printDer(oid('1.2.840.113549.1.7.2'))).oid
  // 840 + 2^32 as an arc: cut to 32 bits it would read 840.
  const arc = 2 ** 32 + 840
  const groups = [28, 21, 14, 7, 0].map((shift) => Math.floor(arc / 2 ** shift) % 128)
  const content = [
    0x2a,
    ...groups.map((group, i) => (i < 4 ? group | 0x80 : group)),
    0x86,
    0xf7,
    0x0d,
    1,
    7,
    2,
  ]
  const read = (() => {
    try {
      return Der.parse(Uint8Array.of(6, content.length, ...content)).oid
    } catch {
      return 'refused'
    }
  })()
  expect(read).not.toBe(honest)
})
