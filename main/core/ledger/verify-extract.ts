import { equalBytes, fromHex, utf8, type Hash } from '../bytes.ts'
import { ChainCheck, ledgerChecks } from './chain-check.ts'
import { parseNote } from './checkpoint.ts'
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
  if (whole) return { ...wholeChain(ports, schemas, extract, faults), whole }
  const sessions = checkShown(ports, extract, faults)
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

function wholeChain(
  ports: CheckPorts,
  schemas: readonly string[],
  extract: LedgerExtract,
  faults: Faults,
): Omit<ExtractJudgement, 'whole'> {
  const withheld = new Set(extract.entries.flatMap(({ seq, state }) => (state === 'withheld' ? [seq] : [])))
  const expect = { ledger: extract.ledger, case: extract.case }
  const check = new ChainCheck({ ports, schemas, expect, withheld })
  for (const entry of extract.entries) check.take(entry)
  // The checkpoint it carries is over all of it, so nothing is open.
  const chain = check.finish().filter(({ reason }) => reason !== 'openEnd' && reason !== 'noAnchor')
  const own = faults.findings(ledgerChecks).filter(({ state }) => state !== 'passed')
  const told = new Set(own.map(({ check: named }) => named))
  return {
    findings: [...chain.filter((found) => found.state !== 'passed' || !told.has(found.check)), ...own],
    sessions: check.sessions,
  }
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
  return { seq: entry.seq, ...ownerOf(judged), ...known, sound: own, last: entry.seq, closed: true }
}

function checkSigned(
  ports: CheckPorts,
  body: EntryBody,
  entry: ExtractedEntry,
  session: Session | undefined,
  faults: Faults,
): void {
  if (!session) return faults.told('sessionGrant', 'grantNotShown', entry.seq)
  if (!session.key) return
  session.last = entry.seq
  if (session.certificate?.sha256 !== body.author)
    return faults.failed('sessionGrant', 'entryOfOtherAuthor', entry.seq)
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
