import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { KeyFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { SigningRefused, type SigningIdentity } from '../core/signing.ts'
import { signCades } from './cades.ts'
import { tryCertificate, type Certificate } from './certificate.ts'
import { secretOf } from './draft-box.ts'
import { forge, parseWithForge, printDer, type Asn1 } from './forge.ts'
import { belongsTo, issuersOf } from './issuers.ts'
import { openEnvelope, parseEnvelope } from './read-envelope.ts'
import { receivingKey } from './receiving-key.ts'
import { schemeFor, type RsaPadding } from './signing-scheme.ts'

export interface KeyFileOptions {
  /** The identity that ships for trying out. */
  readonly sample?: boolean
  /** Revocation lists that every signature carries along (DER). */
  readonly crls?: readonly Uint8Array[]
  /** How an RSA key signs. */
  readonly padding?: RsaPadding
  /** What the file is called, for the failure. */
  readonly name?: string
}

const bags = forge.pki.oids

/** What lies in a PKCS#12 file: a key that can sign, its certificate, and all certificates beside it. */
export interface Pkcs12Contents {
  readonly key: KeyObject
  readonly own: Certificate
  readonly certificates: readonly Certificate[]
}

/** Opens a PKCS#12 file (RSA, or EC on P-256, P-384, P-521). The passphrase is not kept. */
export function openPkcs12(
  bytes: Uint8Array,
  passphrase: string,
  options: KeyFileOptions = {},
): Result<SigningIdentity, KeyFailure> {
  const read = readPkcs12(bytes, passphrase, options)
  if (!read.ok) return read
  const { key, own, certificates } = read.value
  return ok(identityOfKey(key, own, certificates, options))
}

/** The same without making an identity of it: for keeping the key in a file of our own. */
export function readPkcs12(
  bytes: Uint8Array,
  passphrase: string,
  options: { readonly name?: string } = {},
): Result<Pkcs12Contents, KeyFailure> {
  const notAKeyFile = fail({ code: 'key.notAKeyFile', name: options.name ?? '' } as const)
  const parsed = parseQuietly(bytes)
  if (!parsed) return notAKeyFile
  const opened = unlock(parsed, passphrase) ?? unlockUtf8(parsed, passphrase)
  if (!opened) return fail({ code: 'key.wrongPassphrase' })
  const key = privateKeyOf(opened)
  if (!key) return notAKeyFile
  const certificates = certificatesOf(opened)
  const own = certificates.find((certificate) => belongsTo(certificate, key))
  const { name = '' } = options
  if (!own) return fail({ code: certificates.length > 0 ? 'key.otherKey' : 'key.noCertificate', name })
  if (!schemeFor(own.key)) return fail({ code: 'key.unsupported', algorithm: own.facts.keyAlgorithm })
  return ok({ key, own, certificates })
}

function parseQuietly(bytes: Uint8Array): Asn1 | undefined {
  try {
    const value = parseWithForge(bytes)
    // A PFX begins with version 3 (RFC 7292, 4).
    return Array.isArray(value.value) && value.value[0]?.value === '\x03' ? value : undefined
  } catch {
    return undefined
  }
}

/** Whatever forge throws after the structure was read is a wrong passphrase: the MAC or the padding does not fit. */
function unlock(parsed: Asn1, passphrase: string): forge.pkcs12.Pkcs12Pfx | undefined {
  try {
    return forge.pkcs12.pkcs12FromAsn1(parsed, false, passphrase)
  } catch {
    return undefined
  }
}

/**
 * Newer files (PBES2) take the passphrase as UTF-8, their MAC takes it as UTF-16, and forge knows one spelling for both:
 * so the MAC is left out here. A wrong passphrase still shows, since the key then does not fit the certificate.
 */
function unlockUtf8(parsed: Asn1, passphrase: string): forge.pkcs12.Pkcs12Pfx | undefined {
  if (/^[\x20-\x7e]*$/.test(passphrase) || !Array.isArray(parsed.value)) return undefined
  return unlock({ ...parsed, value: parsed.value.slice(0, 2) }, forge.util.encodeUtf8(passphrase))
}

function bagsOf(pfx: forge.pkcs12.Pkcs12Pfx, bagType: string): readonly forge.pkcs12.Bag[] {
  return pfx.getBags({ bagType })[bagType] ?? []
}

function privateKeyOf(pfx: forge.pkcs12.Pkcs12Pfx): KeyObject | undefined {
  const bag = [...bagsOf(pfx, bags['pkcs8ShroudedKeyBag'] ?? ''), ...bagsOf(pfx, bags['keyBag'] ?? '')][0]
  if (!bag) return undefined
  // forge reads RSA only; EC keys come out as the bare PrivateKeyInfo.
  const info = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1
  try {
    return createPrivateKey({ key: Buffer.from(printDer(info)), format: 'der', type: 'pkcs8' })
  } catch {
    return undefined
  }
}

function certificatesOf(pfx: forge.pkcs12.Pkcs12Pfx): readonly Certificate[] {
  return bagsOf(pfx, bags['certBag'] ?? '').flatMap((bag) => {
    // What forge could not parse (every EC certificate) it leaves as ASN.1.
    const value = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1
    return tryCertificate(printDer(value)) ?? []
  })
}

/** The identity of a key in this process's memory, until it is let go. */
export function identityOfKey(
  key: KeyObject,
  own: Certificate,
  all: readonly Certificate[],
  options: KeyFileOptions,
): SigningIdentity {
  const chain = issuersOf(own, all).map(({ der }) => der)
  const { padding, crls = [] } = options
  const held: { key?: KeyObject } = { key }
  return {
    facts: own.facts,
    certificate: own.der,
    chain,
    sample: options.sample ?? false,
    secretFor: (purpose) => secretOf(present(held.key), purpose),
    signCms: async (content, signingTime) => {
      const signer = { key: present(held.key), certificate: own.der, chain, ...(padding ? { padding } : {}) }
      return signCades(content, signer, { signingTime, crls })
    },
    openEnvelope: async (bytes) => {
      const envelope = parseEnvelope(bytes)
      return envelope && openEnvelope(envelope, receivingKey(present(held.key), own))
    },
    forget: async () => {
      delete held.key
    },
  }
}

function present(key: KeyObject | undefined): KeyObject {
  if (!key) throw new SigningRefused({ code: 'key.cancelled' })
  return key
}
