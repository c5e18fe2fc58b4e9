import type { TrustFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SignerFacts } from '../core/seal/bundle-facts.ts'
import { compareVersions } from '../core/trust/version-order.ts'
import type { TrustWay } from '../core/trust/trust-facts.ts'
import type { Certificate } from '../crypto/certificate.ts'
import { areTwoPersons, confirmationBytes, personOf } from './confirming-person.ts'
import { signerOf, type TrustOffer } from './trust-offer.ts'
import type { TrustStore } from './trust-store.ts'

/** Why an offer is to count: its signature alone, digits typed from paper, or two persons' signatures. */
export type TrustProof =
  | { readonly way: 'root' }
  | { readonly way: 'fingerprint'; readonly digits: string }
  | { readonly way: 'twoPersons'; readonly confirmations: readonly Uint8Array[] }

/** An offer that may be installed. */
export interface AcceptedTrust {
  readonly offer: TrustOffer
  readonly root: Certificate
  readonly way: TrustWay
  readonly confirmations: readonly Uint8Array[]
  /** SHA-256 of the certificates of those who confirmed. */
  readonly confirmedBy: readonly string[]
}

const DIGITS = 16

/**
 * The rules of import, in order: the record is sound; the version is newer than every one installed; the file is signed
 * by the root already trusted, or its root is proven by paper (first trust only), or two persons whom the installed
 * trust entitles confirm it.
 */
export function acceptTrust(
  offer: TrustOffer,
  proof: TrustProof,
  store: TrustStore,
  now: Date,
): Result<AcceptedTrust, TrustFailure> {
  if (store.state === 'damaged') return fail({ code: 'trust.damaged', name: store.folder })
  const old = store.records.find(({ version }) => compareVersions(offer.version, version) <= 0)
  if (old) return fail({ code: 'trust.notNewer', version: offer.version, installed: old.version })
  const own = signerOf(offer, now)
  if (proof.way === 'root') return acceptByRoot(offer, store, now, own)
  if (!own.ok) return own
  const { root } = own.value
  if (proof.way === 'fingerprint') {
    if (store.root) return fail({ code: 'trust.otherRoot', name: offer.name, root: root.facts.subject })
    if (!isFingerprintOf(root, proof.digits))
      return fail({ code: 'trust.fingerprintWrong', name: offer.name })
    return ok({ offer, root, way: 'fingerprint', confirmations: [], confirmedBy: [] })
  }
  // Nothing says yet who is entitled: two keys that somebody has just made are two files, not two persons.
  if (!store.root) return fail({ code: 'trust.fingerprintNeeded', name: offer.name })
  const persons = confirmingPersons(offer, root, proof.confirmations, store, now)
  if (!persons.ok) return persons
  const { confirmations } = proof
  return ok({ offer, root, way: 'twoPersons', confirmations, confirmedBy: persons.value })
}

function acceptByRoot(
  offer: TrustOffer,
  { root }: TrustStore,
  now: Date,
  own: ReturnType<typeof signerOf>,
): Result<AcceptedTrust, TrustFailure> {
  if (!root) return own.ok ? fail({ code: 'trust.fingerprintNeeded', name: offer.name }) : own
  const signed = signerOf(offer, now, [root])
  if (signed.ok) return ok({ offer, root, way: 'root', confirmations: [], confirmedBy: [] })
  if (!own.ok) return signed
  return fail({ code: 'trust.otherRoot', name: offer.name, root: own.value.root.facts.subject })
}

/** The last 16 hex digits, as people type them: in groups, in either case. */
export function isFingerprintOf(root: Certificate, typed: string): boolean {
  const digits = typed.replace(/[\s:.-]/g, '').toLowerCase()
  return digits.length === DIGITS && root.sha256.endsWith(digits)
}

function confirmingPersons(
  offer: TrustOffer,
  root: Certificate,
  confirmations: readonly Uint8Array[],
  store: TrustStore,
  now: Date,
): Result<readonly string[], TrustFailure> {
  const statement = confirmationBytes(offer.sha256, offer.version, root.sha256)
  const persons: SignerFacts[] = []
  for (const cms of confirmations) {
    const person = personOf(statement, cms, store.trust, now)
    if (!person.ok) return person
    persons.push(person.value)
  }
  if (!areTwoPersons(persons)) return fail({ code: 'trust.samePerson' })
  return ok(persons.map(({ sha256 }) => sha256))
}
