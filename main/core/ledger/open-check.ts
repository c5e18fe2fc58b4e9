import type { LedgerFailure } from '../failure.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Anchor } from './anchor.ts'
import { ChainCheck, type ChainStart } from './chain-check.ts'
import { parseCheckpoint } from './checkpoint-data.ts'
import { parseBody, type EntryBody, type LedgerName, type StoredEntry } from './entry.ts'
import type { LedgerFinding } from './entry-facts.ts'
import { parseGrant } from './grant.ts'
import { leafHash } from './merkle.ts'
import { ownerOf, type CheckPorts, type Session } from './session-check.ts'
import type { LedgerStore } from './store.ts'

export interface OpenCheckOptions {
  readonly ports: CheckPorts
  readonly ledger: LedgerName
  readonly case: string
  readonly schemas: readonly string[]
  readonly anchors: readonly Anchor[]
}

/** Up to so many entries are checked whole when a ledger is opened: about a quarter of a second. */
export const wholeUpTo = 2000

/** How an opened ledger stands: the check to go on from, and whether it has seen every entry. */
export interface Opened {
  readonly check: ChainCheck
  readonly whole: boolean
  readonly findings: readonly LedgerFinding[]
}

/**
 * Checks a ledger before anything is written to it: all of a small one; of a large one the last signed checkpoint and
 * every entry since. Fails with the first bad entry.
 */
export function checkOnOpen(store: LedgerStore, options: OpenCheckOptions): Result<Opened, LedgerFailure> {
  const size = store.size()
  const start = size > wholeUpTo ? startFrom(store, size, options) : undefined
  const check = new ChainCheck({ ...chainOptions(options), ...(start && { start }) })
  for (const entry of store.rows(check.size + 1, size)) check.take(entry)
  // An empty ledger is about to get its first grant.
  const findings = size === 0 ? [] : check.finish()
  const bad = firstBad(findings)
  if (bad?.reason === 'behindAnchor') return fail({ code: 'ledger.behind', ...knownSizes(bad, size) })
  if (bad) return fail({ code: 'ledger.altered', entry: bad.entry ?? 0, reason: bad.reason ?? bad.check })
  if (check.size !== size) return fail({ code: 'ledger.tipMoved', expected: size, found: check.size })
  return ok({ check, whole: !start, findings })
}

function knownSizes(finding: LedgerFinding, found: number) {
  return { known: Number(finding.facts?.['known'] ?? found), found }
}

export function chainOptions(options: OpenCheckOptions) {
  return {
    ports: options.ports,
    expect: { ledger: options.ledger, case: options.case },
    schemas: options.schemas,
    anchors: options.anchors,
  }
}

/** The failed finding with the lowest entry. */
export function firstBad(findings: readonly LedgerFinding[]): LedgerFinding | undefined {
  return findings
    .filter((finding) => finding.state === 'failed')
    .reduce<LedgerFinding | undefined>(
      (first, finding) => (first && (first.entry ?? 0) <= (finding.entry ?? 0) ? first : finding),
      undefined,
    )
}

/** The state after the last checkpoint whose note and CMS hold, or undefined: then everything is read. */
function startFrom(store: LedgerStore, size: number, options: OpenCheckOptions): ChainStart | undefined {
  for (let to = size; to > 0; to -= 500) {
    const rows = [...store.rows(Math.max(1, to - 499), to)].reverse()
    for (const row of rows) {
      const body = parseBody(row.body)
      if (body?.kind === 'checkpoint' && row.payload) return vouchedStart(store, row, body, options)
    }
  }
  return undefined
}

function vouchedStart(
  store: LedgerStore,
  row: StoredEntry,
  body: EntryBody,
  options: OpenCheckOptions,
): ChainStart | undefined {
  const found = row.payload && parseCheckpoint(row.payload.data)
  const last = found && [...store.rows(found.signed.size, found.signed.size)][0]
  const lastBody = last && parseBody(last.body)
  const session = found && sessionAt(store, found.session, options)
  if (!found || !last || !lastBody || !session || session.certificate?.sha256 !== body.author)
    return undefined
  const head = leafHash(options.ports.sha256, last.body, last.signature)
  // The checkpoint entry itself is read again from here on; there its note, CMS, frontier and head are held
  // against what `start` claims, so a forged start cannot pass.
  return { frontier: found.frontier, head, session, time: lastBody.time }
}

/** The session of a grant far back: its CMS says whose it is, so the entries between need not be read. */
function sessionAt(store: LedgerStore, seq: number, options: OpenCheckOptions): Session | undefined {
  const [row] = store.rows(seq, seq)
  const body = row && parseBody(row.body)
  const signed = row?.payload && parseGrant(row.payload.data)
  if (body?.kind !== 'sessionGrant' || !signed) return undefined
  const { grant } = signed
  const judged = options.ports.verifyCms(signed.content, signed.cms)
  if (!judged.ok || judged.certificate.sha256 !== grant.certificate || body.author !== grant.certificate)
    return undefined
  if (grant.ledger !== options.ledger || grant.case !== options.case) return undefined
  return {
    seq,
    author: body.author,
    key: grant.key,
    ...ownerOf(judged),
    until: grant.until,
    loss: grant.loss,
    sound: true,
    last: seq,
    closed: false,
  }
}
