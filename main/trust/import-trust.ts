import { basename } from 'node:path'
import type { Failure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import type { TrustChange } from '../core/trust/trust-facts.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { acceptLists, type AcceptedList } from './accept-lists.ts'
import { acceptTrust, type TrustProof } from './accept-trust.ts'
import { addLists, installTrust } from './install-trust.ts'
import { readTrustOffer, signerOf, type OfferSigner, type TrustOffer } from './trust-offer.ts'
import { readTrustStore, type TrustStore } from './trust-store.ts'

/** What stands behind an offer, before anybody is asked. */
export interface OfferedTrust extends OfferSigner {
  readonly offer: TrustOffer
  readonly store: TrustStore
}

const MOST_LIST = 64 * 1024 * 1024

/** Whether a path names revocation lists alone. */
export function namesLists(path: string): boolean {
  return /\.crl$/i.test(path)
}

/** Imports a trust file. `prove` is asked once the file is known and sound by its own root; its proof then decides. */
export async function importTrust(
  home: string,
  path: string,
  now: Date,
  prove: (offered: OfferedTrust) => Promise<Result<TrustProof, Failure>>,
): Promise<Result<TrustChange, Failure>> {
  const offer = await readTrustOffer(path)
  if (!offer.ok) return offer
  const store = await readTrustStore(home)
  if (!store.ok) return store
  const signer = signerOf(offer.value, now)
  if (!signer.ok) return signer
  const obstacle = obstacleOf(offer.value, store.value, now)
  if (obstacle) return obstacle
  const proof = await prove({ offer: offer.value, store: store.value, ...signer.value })
  if (!proof.ok) return proof
  const accepted = acceptTrust(offer.value, proof.value, store.value, now)
  return accepted.ok ? installTrust(home, store.value, accepted.value, now) : accepted
}

/** What no proof can mend: nobody is asked for anything then. */
function obstacleOf(offer: TrustOffer, store: TrustStore, now: Date) {
  const tried = acceptTrust(offer, { way: 'root' }, store, now)
  const mendable = tried.ok || ['trust.otherRoot', 'trust.fingerprintNeeded'].includes(tried.failure.code)
  return mendable ? undefined : tried
}

/** Imports revocation lists alone, once `confirm` agrees. */
export async function importLists(
  home: string,
  path: string,
  now: Date,
  confirm: (lists: readonly AcceptedList[], store: TrustStore) => Promise<Result<null, Failure>>,
): Promise<Result<TrustChange, Failure>> {
  const bytes = await readSmallFile(path, MOST_LIST)
  if (!bytes.ok) return bytes
  const store = await readTrustStore(home)
  if (!store.ok) return store
  const lists = acceptLists({ name: basename(path), bytes: bytes.value }, store.value)
  if (!lists.ok) return lists
  const confirmed = await confirm(lists.value, store.value)
  return confirmed.ok ? addLists(home, store.value, lists.value, now) : confirmed
}

/** A proof that needs nobody's word. */
export const byRoot: Result<TrustProof, never> = ok({ way: 'root' })
