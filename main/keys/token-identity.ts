import type { KeyFailure } from '../core/failure.ts'
import { derSignature } from '../core/ledger/der-signature.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { SigningRefused, type SigningIdentity } from '../core/signing.ts'
import { signCadesBy } from '../crypto/cades.ts'
import { tryCertificate, type Certificate } from '../crypto/certificate.ts'
import { digest } from '../crypto/hash.ts'
import { issuersOf } from '../crypto/issuers.ts'
import { schemeFor, type RsaPadding, type SigningScheme } from '../crypto/signing-scheme.ts'
import { TokenClient, type TokenAccess } from './token-client.ts'
import type { Token } from './token-messages.ts'

/** Which key on which token, and how it is asked to sign. */
export interface TokenKeyPlace {
  /** Path of the manufacturer's library. */
  readonly library: string
  /** Serial number, or label where the token bears none; undefined takes the only token there is. */
  readonly token?: string | undefined
  readonly slot?: number | undefined
  /** CKA_ID in hex, or the label of key or certificate; undefined takes the only key there is. */
  readonly key?: string | undefined
  readonly padding?: RsaPadding
}

/** What a person types; null where the reader has keys of its own; undefined when they would rather not. */
export type AskPin = (token: Token) => Promise<string | null | undefined>

export interface TokenTerms {
  readonly access: TokenAccess
  readonly askPin: AskPin
  /** The certificate that was taken in for this key, and those above it, where the token holds none. */
  readonly certificates?: readonly Uint8Array[]
}

/** Logs in to the token and finds the key with its certificate; the token stays logged in until `forget`. */
export async function openTokenIdentity(
  place: TokenKeyPlace,
  terms: TokenTerms,
): Promise<Result<SigningIdentity & { readonly key: string; readonly token: Token }, KeyFailure>> {
  const client = new TokenClient(place.library, terms.access)
  const identity = await openWith(client, place, terms)
  if (!identity.ok) client.end()
  return identity
}

async function openWith(
  client: TokenClient,
  place: TokenKeyPlace,
  terms: TokenTerms,
): Promise<Result<SigningIdentity & { readonly key: string; readonly token: Token }, KeyFailure>> {
  const token = await chooseToken(client, place)
  if (!token.ok) return token
  const { slot, label } = token.value
  const pin = await terms.askPin(token.value)
  if (pin === undefined) return fail({ code: 'key.cancelled' })
  const loggedIn = await client.ask({ ask: 'login', slot, pin })
  if (!loggedIn.ok) return loggedIn
  const keys = await client.ask({ ask: 'keys', slot })
  if (!keys.ok) return keys
  const certificates = await client.ask({ ask: 'certificates', slot })
  if (!certificates.ok) return certificates
  const known = [...(terms.certificates ?? []), ...certificates.value.map(({ der }) => der)].flatMap(
    (der) => tryCertificate(der) ?? [],
  )
  const named = (entry: { readonly key: string; readonly label: string }) =>
    place.key === undefined || entry.key === place.key || entry.label === place.key
  for (const key of keys.value) {
    const beside = certificates.value.find((certificate) => certificate.key === key.key)
    if (!named(key) && !(beside && named(beside))) continue
    const own = terms.certificates?.[0] ?? beside?.der
    const certificate = own && tryCertificate(own)
    if (!certificate) continue
    const signing = {
      client,
      slot,
      token: token.value,
      key: key.key,
      eachTime: key.eachTime,
      pin: terms.askPin,
    }
    return identityOf(certificate, known, place.padding, signing)
  }
  return fail({ code: 'token.noKey', name: label })
}

async function chooseToken(client: TokenClient, place: TokenKeyPlace): Promise<Result<Token, KeyFailure>> {
  const tokens = await client.ask({ ask: 'tokens' })
  if (!tokens.ok) return tokens
  const wanted = tokens.value.filter(
    (token) =>
      (place.slot === undefined || token.slot === place.slot) &&
      (place.token === undefined || [token.serial, token.label].includes(place.token)) &&
      token.label !== '',
  )
  const [token] = wanted
  if (!token) return fail({ code: 'token.none', name: place.token ?? '' })
  return token.locked ? fail({ code: 'token.pinLocked', name: token.label }) : ok(token)
}

interface Signing {
  readonly client: TokenClient
  readonly slot: number
  readonly token: Token
  readonly key: string
  readonly eachTime: boolean
  readonly pin: AskPin
}

function identityOf(
  own: Certificate,
  known: readonly Certificate[],
  padding: RsaPadding | undefined,
  signing: Signing,
): Result<SigningIdentity & { readonly key: string; readonly token: Token }, KeyFailure> {
  if (!schemeFor(own.key, padding))
    return fail({ code: 'key.unsupported', algorithm: own.facts.keyAlgorithm })
  const chain = issuersOf(own, known).map(({ der }) => der)
  const signer = { certificate: own.der, chain, ...(padding ? { padding } : {}) }
  return ok({
    facts: own.facts,
    certificate: own.der,
    chain,
    sample: false,
    key: signing.key,
    token: signing.token,
    signCms: (content, signingTime) =>
      signCadesBy(content, signer, (bytes, scheme) => signByToken(bytes, scheme, signing), { signingTime }),
    forget: () => Promise.resolve(signing.client.end()),
  })
}

/** The token gets the hash alone: what is signed never leaves this process. */
async function signByToken(bytes: Uint8Array, scheme: SigningScheme, signing: Signing): Promise<Uint8Array> {
  const { mechanism, digest: name } = scheme
  const hash = digest(name, bytes) ?? new Uint8Array()
  const pin = signing.eachTime ? await signing.pin(signing.token) : undefined
  if (signing.eachTime && pin === undefined) throw new SigningRefused({ code: 'key.cancelled' })
  const { client, slot, key } = signing
  const question = { ask: 'sign', slot, key, mechanism, digest: name, hash } as const
  const signature = await client.ask(pin === undefined ? question : { ...question, pin })
  if (!signature.ok) throw new SigningRefused(signature.failure)
  return mechanism === 'ECDSA' ? derSignature(signature.value) : signature.value
}
