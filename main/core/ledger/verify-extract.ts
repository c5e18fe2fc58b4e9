import { equalBytes, fromHex, utf8, type Hash } from '../bytes.ts'
import { ChainCheck, ledgerChecks } from './chain-check.ts'
import { isSignedBy, keyIdOf, parseNote } from './checkpoint.ts'
import { originOf, parseBody, type EntryBody } from './entry.ts'
import type { LedgerFinding } from './entry-facts.ts'
import { extractFault, type ExtractedEntry, type LedgerExtract, type SignedExtract } from './extract.ts'
import { Faults } from './faults.ts'
import { parseGrant } from './grant.ts'
import type { CmsJudgement } from './ports.ts'
import type { CheckPorts } from './session-check.ts'
import { judgeSessions } from './judge-sessions.ts'
import { ownerOf, type Session } from './session-check.ts'

/** What came of an extract: of what it shows, and whether it shows every entry. */
export interface ExtractJudgement {
  readonly findings: readonly LedgerFinding[]
  /** Every entry up to the checkpoint is in it, with nothing withheld but what it says it withholds. */
  readonly whole: boolean
  readonly sessions: readonly Session[]
}

/**
 * Judges an extract by the checkpoint it carries: each entry is proved to be in the tree, its content to be what was
 * signed, its signature to be that of a session that the author granted. Of a whole one the chain is checked as well.
 */
export function verifyExtract(
  ports: CheckPorts,
  schemas: readonly string[],
  extract: SignedExtract,
): ExtractJudgement {
  const faults = new Faults()
  const root = fromHex(extract.root) ?? new Uint8Array(0)
  const fault = extractFault(ports.sha256, extract, { size: extract.size, root })
  if (fault) tellFault(fault, faults)
  const signer = checkNote(ports, extract, root, faults)
  const whole = extract.entries.length === extract.size
  if (whole) {
    const chain = wholeChain(ports, schemas, extract)
    checkNoteSession(ports, extract, signer, chain.sessions.at(-1), faults)
    return { ...joined(chain.findings, faults), sessions: chain.sessions, whole }
  }
  const sessions = checkShown(ports, extract, faults)
  checkNoteSigner(ports, extract, signer, sessions, faults)
  judgeSessions(sessions.map(closed), { size: 0, covered: 0 }, faults)
  if (signer.ok && sessions.length === 0) faults.told('sessionGrant', 'grantNotShown', 0)
  faults.told('sequence', 'extractPartial', 1, { shown: extract.entries.length, size: extract.size })
  return { findings: faults.findings(ledgerChecks), whole, sessions }
}

function tellFault(
  { entry, reason }: { readonly entry: number; readonly reason: string },
  faults: Faults,
): void {
  if (reason === 'changed') faults.failed('payload', 'payloadChanged', entry)
  else if (reason === 'notIncluded') faults.failed('chain', 'notIncluded', entry)
  else faults.failed('sequence', 'entryMalformed', entry)
}

/** The checkpoint must be over this very tree and signed by an identity. */
function checkNote(ports: CheckPorts, extract: SignedExtract, root: Hash, faults: Faults): CmsJudgement {
  const none: CmsJudgement = { ok: false, reason: 'none' }
  if (extract.note === null || extract.cms === null) {
    faults.told('checkpoint', 'checkpointNotShown', extract.size)
    return none
  }
  const note = parseNote(utf8(extract.note))
  const same =
    note?.origin === originOf(extract.ledger, extract.case) &&
    note.size === extract.size &&
    equalBytes(note.root, root)
  const judged = same ? ports.verifyCms(utf8(extract.note), extract.cms) : none
  if (!same) faults.failed('checkpoint', 'checkpointOfOtherRoot', extract.size)
  else if (!judged.ok) faults.failed('checkpoint', 'checkpointSignatureInvalid', extract.size)
  return judged
}

/** The checkpoint over a whole ledger is by the session that wrote its last entry: anybody else could end it where he likes. */
function checkNoteSession(
  ports: CheckPorts,
  extract: SignedExtract,
  signer: CmsJudgement,
  session: Session | undefined,
  faults: Faults,
): void {
  if (!signer.ok || !session) return
  const note = parseNote(utf8(extract.note ?? ''))
  const last = extract.entries.at(-1)
  const author = last && parseBody(last.body)?.author
  if (signer.certificate.sha256 !== author)
    faults.failed('checkpoint', 'checkpointOfOtherAuthor', extract.size)
  else if (session.key && !(note && isSignedBy(note, session.key, ports)))
    faults.failed('checkpoint', 'checkpointOfOtherSession', extract.size)
  tellSigner(signer, extract.size, faults)
}

/** Of single entries the checkpoint's session may not be shown; then it is worth what its signer is. */
function checkNoteSigner(
  ports: CheckPorts,
  extract: SignedExtract,
  signer: CmsJudgement,
  sessions: readonly Session[],
  faults: Faults,
): void {
  const note = parseNote(utf8(extract.note ?? ''))
  if (!signer.ok || !note) return
  const own = sessions.find(({ key }) => key && equalBytes(keyIdOf(ports.sha256, key), note.keyId))
  if (
    own?.key &&
    (!isSignedBy(note, own.key, ports) || own.certificate?.sha256 !== signer.certificate.sha256)
  )
    faults.failed('checkpoint', 'checkpointOfOtherSession', extract.size)
  tellSigner(signer, extract.size, faults)
}

function tellSigner(signer: CmsJudgement, entry: number, faults: Faults): void {
  const { certificate, trust, doubt } = ownerOf(signer)
  if (!certificate || trust === 'passed') return
  const { subject, notBefore, notAfter } = certificate
  const reason = doubt ?? (trust === 'failed' ? 'notTrusted' : 'trustNotJudged')
  faults.told('identity', reason, entry, { signer: subject, notBefore, notAfter })
}

function wholeChain(
  ports: CheckPorts,
  schemas: readonly string[],
  extract: LedgerExtract,
): Pick<ExtractJudgement, 'findings' | 'sessions'> {
  const withheld = new Set(extract.entries.flatMap(({ seq, state }) => (state === 'withheld' ? [seq] : [])))
  const expect = { ledger: extract.ledger, case: extract.case }
  const check = new ChainCheck({ ports, schemas, expect, withheld })
  for (const entry of extract.entries) check.take(entry)
  // The checkpoint it carries is over all of it, so nothing is open.
  const findings = check.finish().filter(({ reason }) => reason !== 'openEnd' && reason !== 'noAnchor')
  return { findings, sessions: check.sessions }
}

/** What the chain shows and what the extract itself does, each once. */
function joined(chain: readonly LedgerFinding[], faults: Faults): Pick<ExtractJudgement, 'findings'> {
  const own = faults
    .findings(ledgerChecks)
    .filter(({ state }) => state !== 'passed')
    .filter(({ check, reason }) => !chain.some((found) => found.check === check && found.reason === reason))
  const told = new Set(own.map(({ check }) => check))
  return { findings: [...chain.filter(({ state, check }) => state !== 'passed' || !told.has(check)), ...own] }
}

/** Entries by themselves: the grants that are shown say whose they are. */
function checkShown(ports: CheckPorts, extract: LedgerExtract, faults: Faults): readonly Session[] {
  const sessions: Session[] = []
  for (const entry of extract.entries) {
    const body = parseBody(entry.body)
    if (!body) continue
    if (body.kind === 'sessionGrant') sessions.push(sessionOf(ports, body, entry, faults))
    checkSigned(ports, body, entry, sessions.at(-1), faults)
    tellContent(body, entry, faults)
  }
  return sessions
}

function sessionOf(ports: CheckPorts, body: EntryBody, entry: ExtractedEntry, faults: Faults): Session {
  const signed = entry.payload && parseGrant(entry.payload.data)
  const judged = signed ? ports.verifyCms(signed.content, signed.cms) : undefined
  const grant = signed?.grant
  const own =
    judged?.ok === true &&
    grant?.certificate === body.author &&
    judged.certificate.sha256 === body.author &&
    grant.ledger === body.ledger &&
    grant.case === body.case
  if (!own) faults.failed('sessionGrant', 'grantSignatureInvalid', entry.seq)
  const known = { key: own ? grant.key : null, until: grant?.until ?? '', loss: grant?.loss ?? '' }
  return {
    seq: entry.seq,
    author: body.author,
    ...ownerOf(judged),
    ...known,
    sound: own,
    last: entry.seq,
    closed: true,
  }
}

function checkSigned(
  ports: CheckPorts,
  body: EntryBody,
  entry: ExtractedEntry,
  session: Session | undefined,
  faults: Faults,
): void {
  if (!session) return faults.told('sessionGrant', 'grantNotShown', entry.seq)
  if (session.author !== body.author) return faults.failed('sessionGrant', 'entryOfOtherAuthor', entry.seq)
  if (!session.key) return
  session.last = entry.seq
  if (!ports.verifySession(session.key, entry.body, entry.signature))
    faults.failed('entrySignature', 'entrySignatureInvalid', entry.seq)
}

function tellContent(body: EntryBody, entry: ExtractedEntry, faults: Faults): void {
  if (entry.state === 'missing') faults.failed('payload', 'payloadMissing', entry.seq)
  if (entry.state === 'erased') faults.told('payload', 'erasedWithNote', entry.seq)
  if (entry.state !== 'withheld') return
  const personal = body.kind === 'personalNote'
  faults.told('payload', personal ? 'withheldAsPersonal' : 'withheldFromCopy', entry.seq)
}

/** How sessions ended is not told of single entries. */
function closed(session: Session): Session {
  return { ...session, closed: true }
}
