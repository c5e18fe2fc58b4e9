import { generateKeyPair, randomUUID, type KeyObject } from 'node:crypto'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import type { FileFailure, KeyFailure } from '../core/failure.ts'
import { identityState, type IdentityFacts } from '../core/people/identity-facts.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { requestCertificate, type RequestedName } from '../crypto/certificate-request.ts'
import { tryCertificate } from '../crypto/certificate.ts'
import { certificatesIn, keyAlgorithmOfKey, requestedKey } from '../crypto/certificate-file.ts'
import { issuersOf } from '../crypto/issuers.ts'
import { identityOfKey, readPkcs12 } from '../crypto/key-file.ts'
import { openSealedKey, sealKey } from '../crypto/own-key-file.ts'
import type { RsaPadding } from '../crypto/signing-scheme.ts'
import { IdentityFolder, type StoredIdentity } from './identity-folder.ts'
import { openTokenIdentity, type TokenKeyPlace, type TokenTerms } from './token-identity.ts'

type PeopleFailure = KeyFailure | FileFailure

/** The kinds of key that are made here. */
export const keyKinds = ['EC P-256', 'EC P-384', 'RSA 3072', 'RSA 4096'] as const
export type KeyKind = (typeof keyKinds)[number]

const generate = promisify(generateKeyPair)

/** Everybody who can sign on this workstation, each in a folder of its own. */
export class People {
  readonly #folder: IdentityFolder
  readonly #now: () => Date

  constructor(home: string, now: () => Date = () => new Date()) {
    this.#folder = new IdentityFolder(home)
    this.#now = now
  }

  async list(): Promise<readonly IdentityFacts[]> {
    return (await this.#folder.list()).map((identity) => this.#facts(identity))
  }

  async facts(id: string): Promise<Result<IdentityFacts, PeopleFailure>> {
    const identity = await this.#folder.read(id)
    return identity.ok ? ok(this.#facts(identity.value)) : identity
  }

  #facts(identity: StoredIdentity): IdentityFacts {
    const own = identity.certificates[0] && tryCertificate(identity.certificates[0])
    const certificate = own?.facts ?? null
    return {
      id: identity.id,
      name: identity.name,
      kind: identity.token ? 'token' : 'keyFile',
      algorithm: identity.algorithm,
      padding: identity.padding,
      token: identity.token?.label ?? null,
      certificate,
      state: identityState(certificate, this.#now()),
      sample: false,
    }
  }

  /** A new key under the passphrase, and the request that the office's CA needs. */
  async make(
    order: { readonly subject: RequestedName; readonly kind: KeyKind; readonly padding: RsaPadding },
    passphrase: string,
  ): Promise<string> {
    const { privateKey } = await (order.kind.startsWith('EC')
      ? generate('ec', { namedCurve: order.kind === 'EC P-384' ? 'secp384r1' : 'prime256v1' })
      : generate('rsa', { modulusLength: Number(order.kind.slice(4)), publicExponent: 0x10001 }))
    const id = await this.#keep(privateKey, passphrase, order.subject.name, order.padding)
    await this.#folder.writeRequest(id, requestCertificate(privateKey, order.subject))
    return id
  }

  async #keep(key: KeyObject, passphrase: string, name: string, padding: RsaPadding): Promise<string> {
    const id = randomUUID()
    await this.#folder.writeKey(id, await sealKey(key, passphrase))
    const [algorithm, madeAt] = [keyAlgorithmOfKey(key), this.#now().toISOString()]
    // Last: only a folder with this file is an identity.
    await this.#folder.write(id, { name, algorithm, padding, madeAt, token: null })
    return id
  }

  /** Key and certificates of a PKCS#12 file, from now on under our own passphrase. */
  async import(
    file: { readonly bytes: Uint8Array; readonly passphrase: string; readonly name: string },
    passphrase: string,
  ): Promise<Result<string, PeopleFailure>> {
    const read = readPkcs12(file.bytes, file.passphrase, { name: file.name })
    if (!read.ok) return read
    const { key, own, certificates } = read.value
    const id = await this.#keep(key, passphrase, own.facts.subject, 'pkcs1')
    await this.#folder.writeCertificates(id, [own.der, ...issuersOf(own, certificates).map(({ der }) => der)])
    return ok(id)
  }

  /** Logs in once, so that what is remembered is known to work; the PIN is not kept. */
  async connect(place: TokenKeyPlace, terms: TokenTerms): Promise<Result<string, PeopleFailure>> {
    const opened = await openTokenIdentity(place, terms)
    if (!opened.ok) return opened
    const { facts, certificate, chain, key, token } = opened.value
    await opened.value.forget?.()
    const id = randomUUID()
    await this.#folder.writeCertificates(id, [certificate, ...chain])
    await this.#folder.write(id, {
      name: facts.subject,
      algorithm: facts.keyAlgorithm,
      padding: place.padding ?? 'pkcs1',
      madeAt: this.#now().toISOString(),
      token: { library: place.library, token: token.serial || token.label, label: token.label, key },
    })
    return ok(id)
  }

  request(id: string): Promise<Result<Uint8Array, PeopleFailure>> {
    return this.#folder.readRequest(id)
  }

  /** What would be taken in: the certificate for the identity's key among those of the file, and those above it. */
  async certificateFor(
    id: string,
    file: { readonly bytes: Uint8Array; readonly path: string },
  ): Promise<Result<readonly Uint8Array[], PeopleFailure>> {
    const name = basename(file.path)
    const identity = await this.#folder.read(id)
    if (!identity.ok) return identity
    const certificates = certificatesIn(file.bytes)
    if (certificates.length === 0) return fail({ code: 'key.notACertificate', name })
    const spki = await this.#publicKey(identity.value)
    const own = certificates
      .filter(({ key }) => spki !== undefined && Buffer.compare(key.spki, spki) === 0)
      .sort((a, b) => b.notAfter - a.notAfter)[0]
    if (!own) return fail({ code: 'key.otherKey', name })
    return ok([own.der, ...issuersOf(own, certificates).map(({ der }) => der)])
  }

  /** Without the passphrase: from the certificate before, else from the request. */
  async #publicKey(identity: StoredIdentity): Promise<Uint8Array | undefined> {
    const [own] = identity.certificates
    if (own) return tryCertificate(own)?.key.spki
    const request = await this.#folder.readRequest(identity.id)
    return request.ok ? requestedKey(request.value) : undefined
  }

  /** A renewed certificate takes the place of the one before. */
  async takeIn(id: string, certificates: readonly Uint8Array[]): Promise<void> {
    await this.#folder.writeCertificates(id, certificates)
  }

  async changePassphrase(id: string, old: string, fresh: string): Promise<Result<null, PeopleFailure>> {
    const key = await this.#key(id, old)
    if (!key.ok) return key
    await this.#folder.writeKey(id, await sealKey(key.value, fresh))
    return ok(null)
  }

  async #key(id: string, passphrase: string): Promise<Result<KeyObject, PeopleFailure>> {
    const sealed = await this.#folder.readKey(id)
    return sealed.ok ? openSealedKey(sealed.value, passphrase, id) : sealed
  }

  /** Opens a key file with its passphrase. */
  async open(id: string, passphrase: string): Promise<Result<SigningIdentity, PeopleFailure>> {
    const identity = await this.#folder.read(id)
    if (!identity.ok) return identity
    const { certificates, name, padding } = identity.value
    const known = certificates.flatMap((der) => tryCertificate(der) ?? [])
    const [own] = known
    if (!own) return fail({ code: 'key.noCertificate', name })
    const key = await this.#key(id, passphrase)
    return key.ok ? ok(identityOfKey(key.value, own, known, { padding })) : key
  }

  /** Opens the key on its token. */
  async openToken(
    id: string,
    terms: Omit<TokenTerms, 'certificates'>,
  ): Promise<Result<SigningIdentity, PeopleFailure>> {
    const identity = await this.#folder.read(id)
    if (!identity.ok) return identity
    const { token, certificates, padding, name } = identity.value
    if (!token) return fail({ code: 'key.lost', name })
    const { library, key } = token
    return openTokenIdentity({ library, token: token.token, key, padding }, { ...terms, certificates })
  }

  remove(id: string): Promise<void> {
    return this.#folder.remove(id)
  }
}
