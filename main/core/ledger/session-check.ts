import { equalBytes, toHex, utf8, type Hash } from '../bytes.ts'
import type { CertificateFacts } from '../seal/bundle-facts.ts'
import type { State } from '../seal/finding.ts'
import { isSignedBy } from './checkpoint.ts'
import { parseCheckpoint } from './checkpoint-data.ts'
import { originOf, type EntryBody } from './entry.ts'
import { parseGrant, type SessionGrant } from './grant.ts'
import type { LedgerReason } from './ledger-reasons.ts'
import { rootOf, type Frontier } from './merkle.ts'
import type { CmsJudgement, IdentityDoubt, LedgerPorts } from './ports.ts'

export type CheckPorts = Pick<LedgerPorts, 'sha256' | 'verifySession' | 'verifyCms'>

/** A session as it is known while its entries are read. */
export interface Session {
  /** Number of the grant. */
  readonly seq: number
  /** As the grant's body names the certificate; it stands there also when the content was erased. */
  readonly author: string
  /** null when the grant's content is gone: its entries' signatures cannot be checked. */
  readonly key: Uint8Array | null
  readonly certificate: CertificateFacts | null
  /** Whether somebody judged the certificate's chain, and how. */
  readonly trust: State
  /** Why the owner of the certificate cannot simply be believed, where it is known. */
  readonly doubt: IdentityDoubt | undefined
  /** RFC 3339; empty when unknown. */
  readonly until: string
  readonly loss: string
  /** Whether the grant holds: otherwise nobody knows whose entries these are. */
  readonly sound: boolean
  /** Last entry so far. */
  last: number
  closed: boolean
}

/** Where the chain stands before an entry. */
export interface Standing {
  readonly frontier: Frontier
  readonly head: Hash
}

/** The session that a grant opens and, where the grant does not hold, why not. */
export function checkGrant(
  ports: CheckPorts,
  body: EntryBody,
  data: Uint8Array | null,
  before: Standing,
): { readonly session: Session; readonly fault: LedgerReason | undefined } {
  const signed = data && parseGrant(data)
  if (!signed) {
    const session = { ...sessionOf(body, null, undefined), sound: !data }
    return { session, fault: data ? 'grantMalformed' : undefined }
  }
  const judged = ports.verifyCms(signed.content, signed.cms)
  const session = sessionOf(body, signed.grant, judged)
  const fault = judged.ok
    ? grantFault(ports, body, signed.grant, before, judged.certificate)
    : 'grantSignatureInvalid'
  return { session: { ...session, sound: fault === undefined }, fault }
}

function sessionOf(body: EntryBody, grant: SessionGrant | null, judged: CmsJudgement | undefined): Session {
  const known = grant
    ? { key: grant.key, until: grant.until, loss: grant.loss }
    : { key: null, until: '', loss: '' }
  const { seq, author } = body
  return { seq, author, ...ownerOf(judged), ...known, sound: false, last: seq, closed: false }
}

/** What a session keeps of the judgement on the signature under its grant. */
export function ownerOf(judged: CmsJudgement | undefined): Pick<Session, 'certificate' | 'trust' | 'doubt'> {
  if (!judged) return { certificate: null, trust: 'notChecked', doubt: undefined }
  if (!judged.ok) return { certificate: null, trust: 'failed', doubt: undefined }
  return { certificate: judged.certificate, trust: judged.trust ?? 'notChecked', doubt: judged.doubt }
}

function grantFault(
  ports: CheckPorts,
  body: EntryBody,
  grant: SessionGrant,
  before: Standing,
  signer: CertificateFacts,
): LedgerReason | undefined {
  if (grant.ledger !== body.ledger || grant.case !== body.case) return 'grantOfOtherLedger'
  if (signer.sha256 !== grant.certificate || body.author !== grant.certificate) return 'grantOfOtherAuthor'
  if (grant.size !== before.frontier.size || !equalBytes(grant.head, before.head)) return 'grantForOtherHead'
  return equalBytes(grant.root, rootOf(ports.sha256, before.frontier)) ? undefined : 'grantForOtherHead'
}

/** A checkpoint may be that much older than the place where it is written: its signature takes a while. */
export const mostBehind = 4096

/** Why a checkpoint does not hold, or undefined. `frontierAt` knows the tree's recent past. */
export function checkCheckpoint(
  ports: CheckPorts,
  body: EntryBody,
  data: Uint8Array,
  session: Session,
  frontierAt: (size: number) => Standing | undefined,
): {
  readonly fault: LedgerReason | undefined
  readonly schema: string
  readonly closing: boolean
  readonly covers: number
} {
  const found = parseCheckpoint(data)
  if (!found) return { fault: 'checkpointMalformed', schema: '', closing: false, covers: 0 }
  const { signed } = found
  const then = frontierAt(signed.size)
  const judged = ports.verifyCms(utf8(found.note), found.cms)
  const answer = (fault: LedgerReason | undefined) => ({
    fault,
    schema: toHex(found.schema),
    closing: found.closing,
    covers: signed.size,
  })
  if (signed.origin !== originOf(body.ledger, body.case)) return answer('checkpointOfOtherLedger')
  if (found.session !== session.seq || signed.size < session.seq || !then)
    return answer('checkpointOfOtherSession')
  const root = rootOf(ports.sha256, then.frontier)
  const same = equalBytes(root, signed.root) && equalBytes(root, rootOf(ports.sha256, found.frontier))
  if (!same || !equalBytes(then.head, found.head)) return answer('checkpointOfOtherRoot')
  if (session.key && !isSignedBy(signed, session.key, ports)) return answer('checkpointSignatureInvalid')
  if (!judged.ok) return answer('checkpointSignatureInvalid')
  return answer(judged.certificate.sha256 === body.author ? undefined : 'checkpointOfOtherAuthor')
}
