import { createDecipheriv } from 'node:crypto'
import { equalBytes, toHex } from '../core/bytes.ts'
import { subjectKeyId, type Certificate } from './certificate.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { printName } from './distinguished-name.ts'
import type { DigestName } from './hash.ts'
import { deriveX963, unwrapKey } from './key-wrap.ts'
import { sharedInfo } from './make-envelope.ts'
import { agreementOids, digestOids, oids } from './oids.ts'

/** How a recipient's certificate is named. */
type Named =
  | { readonly issuer: Uint8Array; readonly issuerName: string; readonly serial: string }
  | { readonly keyId: string }

/** One way to the content's key. What is of another kind is kept as unsupported: nobody is to look left out. */
export type EnvelopeRecipient =
  | {
      readonly kind: 'rsa'
      readonly named: Named
      readonly digest: DigestName
      readonly encryptedKey: Uint8Array
    }
  | {
      readonly kind: 'ec'
      readonly named: Named
      readonly digest: DigestName
      /** The sender's point for this recipient alone. */
      readonly point: Uint8Array
      /** AlgorithmIdentifier of the key wrap, DER. */
      readonly wrap: Uint8Array
      readonly material: Uint8Array | undefined
      readonly encryptedKey: Uint8Array
    }
  | { readonly kind: 'unsupported' }

/** A CMS AuthEnvelopedData as parsed. */
export interface Envelope {
  readonly recipients: readonly EnvelopeRecipient[]
  readonly nonce: Uint8Array
  readonly content: Uint8Array
  readonly tag: Uint8Array
}

/** What a private key does for its certificate, in memory or on a token; undefined when it cannot, or would not fit. */
export interface ReceivingKey {
  readonly certificate: Certificate
  decryptOaep(digest: DigestName, encrypted: Uint8Array): Promise<Uint8Array | undefined>
  /** The shared secret with a point on the key's own curve. */
  agree(point: Uint8Array): Promise<Uint8Array | undefined>
}

const mostRecipients = 256

/** The envelope, or undefined when the bytes are none with AES-256-GCM (RFC 5083, RFC 5084). */
export function parseEnvelope(bytes: Uint8Array): Envelope | undefined {
  try {
    const whole = Der.parse(bytes).as(tags.sequence)
    if (whole.child(0).oid !== oids.authEnvelopedData) return undefined
    return envelopeOf(whole.child(1).as(0xa0).child(0).as(tags.sequence))
  } catch (error) {
    if (error instanceof NotAsn1) return undefined
    throw error
  }
}

function envelopeOf(enveloped: Der): Envelope | undefined {
  const fields = enveloped.children.filter((field) => !field.is(0xa0))
  const [version, infos, inner, mac] = fields
  // Authenticated attributes would be a part of what the tag covers, and nothing here reads them.
  if (!version || !infos || !inner || !mac || enveloped.find(0xa1) || version.number !== 0) return undefined
  const method = inner.child(1)
  if (method.child(0).oid !== oids.aes256Gcm || infos.as(tags.set).children.length > mostRecipients)
    return undefined
  const [nonce, tag] = [method.child(1).child(0).octets, mac.octets]
  const hidden = inner.child(2)
  const content = hidden.is(0x80) ? hidden.content : hidden.is(0xa0) ? joined(hidden) : undefined
  if (!content || nonce.length !== 12 || tag.length !== 16) return undefined
  return { recipients: infos.children.flatMap(recipientsOf), nonce, content, tag }
}

function joined(value: Der): Uint8Array {
  return new Uint8Array(Buffer.concat(value.children.map(({ octets }) => octets)))
}

function recipientsOf(info: Der): readonly EnvelopeRecipient[] {
  if (info.is(tags.sequence)) return [transported(info)]
  return info.is(0xa1) ? agreed(info) : [{ kind: 'unsupported' }]
}

function transported(info: Der): EnvelopeRecipient {
  const named = namedBy(info.child(1), 0x80)
  const method = info.child(2)
  const digest = method.child(0).oid === oids.oaep ? oaepDigest(method.children[1]) : undefined
  if (!named || !digest) return { kind: 'unsupported' }
  return { kind: 'rsa', named, digest, encryptedKey: info.child(3).octets }
}

/** The digest of OAEP, which must be that of its mask generation too; labels are not read. */
function oaepDigest(parameters: Der | undefined): DigestName | undefined {
  const hash = parameters?.find(0xa0)?.child(0).child(0).oid
  const mask = parameters?.find(0xa1)?.child(0)
  if (!hash || mask?.child(0).oid !== oids.mgf1 || mask.child(1).child(0).oid !== hash) return undefined
  const name = parameters?.find(0xa2) ? undefined : digestOids[hash]
  return name && ['SHA-256', 'SHA-384', 'SHA-512'].includes(name) ? name : undefined
}

function agreed(info: Der): readonly EnvelopeRecipient[] {
  const point = info.find(0xa0)?.find(0xa1)?.child(1).bits
  const material = info.find(0xa1)?.child(0).octets
  const [method, keys] = info.children.filter((field) => field.is(tags.sequence))
  const digest = method && agreementOids[method.child(0).oid]
  const wrap = method?.children[1]
  const usable = point && digest && wrap?.child(0).oid === oids.aes256Wrap
  return (keys?.children ?? []).map((key) => {
    const named = namedBy(key.child(0), 0xa0)
    if (!usable || !named) return { kind: 'unsupported' }
    return { kind: 'ec', named, digest, point, wrap: wrap.bytes, material, encryptedKey: key.child(1).octets }
  })
}

/** IssuerAndSerialNumber, or the identifier of the subject's key under the tag that this kind of recipient gives it. */
function namedBy(identifier: Der, keyIdTag: number): Named | undefined {
  if (identifier.is(keyIdTag))
    return { keyId: toHex(identifier.constructed ? identifier.child(0).octets : identifier.content) }
  if (!identifier.is(tags.sequence)) return undefined
  const issuer = identifier.child(0)
  return { issuer: issuer.bytes, issuerName: printName(issuer), serial: identifier.child(1).integerHex }
}

/** What the envelope holds, for one of its recipients; undefined for everybody else, and when a byte was changed. */
export async function openEnvelope(envelope: Envelope, key: ReceivingKey): Promise<Uint8Array | undefined> {
  for (const recipient of envelope.recipients) {
    if (recipient.kind === 'unsupported' || !isFor(recipient.named, key.certificate)) continue
    const contentKey = await contentKeyOf(recipient, key)
    const content = contentKey?.length === 32 ? decrypted(envelope, contentKey) : undefined
    contentKey?.fill(0)
    if (content) return content
  }
  return undefined
}

function isFor(named: Named, certificate: Certificate): boolean {
  if ('keyId' in named) return subjectKeyId(certificate) === named.keyId
  return equalBytes(named.issuer, certificate.issuer) && named.serial === certificate.serial
}

async function contentKeyOf(
  recipient: Exclude<EnvelopeRecipient, { readonly kind: 'unsupported' }>,
  key: ReceivingKey,
): Promise<Uint8Array | undefined> {
  if (recipient.kind === 'rsa') return key.decryptOaep(recipient.digest, recipient.encryptedKey)
  const secret = await key.agree(recipient.point)
  if (!secret) return undefined
  const wrapping = deriveX963(recipient.digest, secret, sharedInfo(recipient.wrap, recipient.material))
  const contentKey = unwrapKey(wrapping, recipient.encryptedKey)
  secret.fill(0)
  wrapping.fill(0)
  return contentKey
}

function decrypted({ nonce, content, tag }: Envelope, key: Uint8Array): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    decipher.setAuthTag(tag)
    const plain = decipher.update(content)
    decipher.final()
    // The same memory, so that filling it with zeros leaves no second copy.
    return new Uint8Array(plain.buffer, plain.byteOffset, plain.length)
  } catch {
    return undefined
  }
}
