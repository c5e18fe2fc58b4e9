import {
  constants,
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { algorithm, bits, integer, octets, oid, sequence, sorted, tagged, universal } from './asn1-values.ts'
import type { Certificate } from './certificate.ts'
import { Der } from './der.ts'
import { forge, parseWithForge, printDer, toBinary, type Asn1 } from './forge.ts'
import { deriveX963, wrapKey } from './key-wrap.ts'
import { oids } from './oids.ts'

const { asn1 } = forge
const sha256Oid = '2.16.840.1.101.3.4.2.1'
const agreement = '1.3.132.1.11.1'

/** Curves on which Electron's library agrees on keys. */
const curves: Readonly<Record<string, string>> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
}

/** Whether something can be encrypted to the certificate's key: RSA from 2048 bits, or EC on P-256, P-384, P-521. */
export function canReceive({ key }: Certificate): boolean {
  if (key.kind === 'rsa') return key.pss === undefined && key.bits >= 2048
  return key.kind === 'ec' && curves[key.curve] !== undefined
}

/**
 * A CMS AuthEnvelopedData (RFC 5083, RFC 5084) in DER around the content: AES-256-GCM under a key of its own, which each
 * recipient gets by RSAES-OAEP with SHA-256 (RFC 8017) or by ephemeral-static ECDH with the X9.63 derivation over
 * SHA-256 and AES-256 key wrap (RFC 5753). Every certificate must be one that `canReceive`.
 */
export function makeEnvelope(content: Uint8Array, recipients: readonly Certificate[]): Uint8Array {
  const key = randomBytes(32)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()])
  const infos = recipients.map((recipient) => recipientInfo(recipient, key))
  key.fill(0)
  const gcm = sequence(oid(oids.aes256Gcm), sequence(octets(nonce), integer(16)))
  const hidden = asn1.create(asn1.Class.CONTEXT_SPECIFIC, asn1.Type.NONE, false, toBinary(encrypted))
  const enveloped = sequence(
    integer(0),
    universal(asn1.Type.SET, sorted(infos)),
    sequence(oid(oids.data), gcm, hidden),
    octets(cipher.getAuthTag()),
  )
  return printDer(sequence(oid(oids.authEnvelopedData), tagged(0, [enveloped])))
}

function recipientInfo(recipient: Certificate, key: Uint8Array): Asn1 {
  return recipient.key.kind === 'rsa' ? transport(recipient, key) : agree(recipient, key)
}

/** KeyTransRecipientInfo (RFC 5652, 6.2.1). */
function transport(recipient: Certificate, key: Uint8Array): Asn1 {
  const publicKey = publicKeyOf(recipient)
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const encrypted = publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, key)
  const hash = algorithm(sha256Oid, 'null')
  const oaep = sequence(
    oid(oids.oaep),
    sequence(tagged(0, [hash]), tagged(1, [sequence(oid(oids.mgf1), hash)])),
  )
  return sequence(integer(0), identifierOf(recipient), oaep, octets(encrypted))
}

/** KeyAgreeRecipientInfo (RFC 5652, 6.2.2) with a key pair made for it alone. */
function agree(recipient: Certificate, key: Uint8Array): Asn1 {
  const curve = recipient.key.kind === 'ec' ? curves[recipient.key.curve] : undefined
  const own = generateKeyPairSync('ec', { namedCurve: curve ?? '' })
  const point = Der.parse(new Uint8Array(own.publicKey.export({ type: 'spki', format: 'der' }))).child(1).bits
  const secret = diffieHellman({ privateKey: own.privateKey, publicKey: publicKeyOf(recipient) })
  const wrap = algorithm(oids.aes256Wrap, 'absent')
  const wrapping = deriveX963('SHA-256', secret, sharedInfo(printDer(wrap), undefined))
  const wrapped = wrapKey(wrapping, key)
  secret.fill(0)
  wrapping.fill(0)
  return tagged(1, [
    integer(3),
    tagged(0, [tagged(1, [algorithm(oids.ec, 'absent'), bits(point)])]),
    sequence(oid(agreement), wrap),
    sequence(sequence(identifierOf(recipient), octets(wrapped))),
  ])
}

/** ECC-CMS-SharedInfo (RFC 5753, 7.2) for a wrapping key of 256 bits; `wrap` is the algorithm's DER. */
export function sharedInfo(wrap: Uint8Array, material: Uint8Array | undefined): Uint8Array {
  const entity = material ? [tagged(0, [octets(material)])] : []
  return printDer(sequence(parseWithForge(wrap), ...entity, tagged(2, [octets(Uint8Array.of(0, 0, 1, 0))])))
}

/** IssuerAndSerialNumber with the very bytes of the certificate. */
function identifierOf({ issuer, tbs }: Certificate): Asn1 {
  const fields = Der.parse(tbs).children
  const serial = fields[0]?.is(0xa0) ? fields[1] : fields[0]
  return sequence(parseWithForge(issuer), parseWithForge(serial?.bytes ?? new Uint8Array()))
}

function publicKeyOf({ key }: Certificate) {
  return createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' })
}
