import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { backupNames, isCasePath, parseBackupHead, type BackupHead } from '../core/backup/backup-head.ts'
import { fromHex, type CancelSignal } from '../core/bytes.ts'
import type { Failure } from '../core/failure.ts'
import { printAnchor } from '../core/ledger/anchor.ts'
import { originOf, type LedgerName } from '../core/ledger/entry.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import { caseFolderOf, findCaseOf } from '../disk/case-folder.ts'
import { readCaseNote } from '../disk/case-note.ts'
import { openReadOnly, type OpenFile } from '../disk/open-read-only.ts'
import { exists } from '../disk/write-once.ts'
import { headStore } from '../ledger/head-store.ts'
import type { LedgerVerification } from '../core/ledger/ledger-judgement.ts'
import { verifyLedgerFile } from '../ledger/verify-ledger.ts'
import { judgeFile } from '../verify/judge-file.ts'
import { openContainer } from '../verify/open-container.ts'
import type { RestoredCase } from '../../preload/contract/custody.ts'
import { reachable } from './case-bundles.ts'
import type { Desk } from './desk.ts'
import { ledgerPorts } from './ledger-ports.ts'

export interface RestoreOrder {
  readonly path: string
  readonly home: string
  readonly desk: Pick<Desk, 'judging' | 'places'>
  readonly signal: CancelSignal
  readonly onProgress: (done: number, total: number) => void
}

/** What a verified backup holds, before anything of it counts. */
export interface BackupFacts extends BackupHead {
  readonly sealedBy: string
  readonly entries: number
  readonly accesses: number
  /** The case is here; it would be kept aside. */
  readonly replaces: boolean
}

export interface OpenedBackup {
  readonly facts: BackupFacts
  putInPlace(): Promise<RestoredCase>
  discard(): Promise<void>
}

const ledgers: readonly LedgerName[] = ['findings', 'access']

/**
 * Takes a backup apart beside the cases: seal, every file's digest and both ledgers are verified before anybody is
 * asked. A case that is here already is replaced only by a backup that contains all of it.
 */
export async function openBackup(order: RestoreOrder): Promise<Result<OpenedBackup, Failure>> {
  const source = await openReadOnly(order.path)
  if (!source.ok) return source
  await mkdir(order.home, { recursive: true })
  const staged = await mkdtemp(join(order.home, 'restoring-'))
  let kept = false
  try {
    const unpacked = await unpack(source.value, staged, order)
    if (!unpacked.ok) return unpacked
    const { head, sealedBy } = unpacked.value
    const verified = verifyStaged(staged, head, order)
    if (!verified.ok) return verified
    const clash = await clashOf(staged, head, verified.value, order)
    if (clash) return fail(clash)
    const replaces = await exists(caseFolderOf(order.home, head.caseId).path)
    const [findings, access] = verified.value
    const facts = {
      ...head,
      sealedBy,
      entries: findings?.entries ?? 0,
      accesses: access?.entries ?? 0,
      replaces,
    }
    kept = true
    return ok({
      facts,
      putInPlace: () => putInPlace(staged, facts, verified.value, order.home),
      discard: () => rm(staged, { recursive: true, force: true }),
    })
  } finally {
    await source.value.close()
    if (!kept) await rm(staged, { recursive: true, force: true })
  }
}

async function unpack(
  source: OpenFile,
  staged: string,
  { desk, signal, onProgress }: RestoreOrder,
): Promise<Result<{ readonly head: BackupHead; readonly sealedBy: string }, Failure>> {
  const { name } = source
  const { trust, sampleTrust, now, notBefore } = desk.judging
  const judging = { trust, sampleTrust, now: now(), notBefore: notBefore ?? 0 }
  const judged = await judgeFile(source, { name, ...judging })
  await judged.checkWhole({
    signal,
    onProgress: ({ bytesDone, bytesTotal }) => onProgress(bytesDone, bytesTotal * 2),
  })
  if (signal.aborted) return fail({ code: 'work.cancelled', name })
  const bytes = await judged.readFile(backupNames.head)
  const head = bytes && parseBackupHead(bytes)
  if (!head) return fail({ code: 'backup.notABackup', name })
  const facts = judged.facts()
  const bad = facts.files.find(({ state }) => state !== 'ok')
  if (facts.cryptography !== 'passed' || facts.verdict.indication === 'TOTAL-FAILED' || bad)
    return fail({ code: 'backup.notSound', name, file: bad?.path ?? 'META-INF' })
  const written = await writeFiles(source, staged, facts)
  return written.ok ? ok({ head, sealedBy: facts.signers[0]?.subject ?? '' }) : written
}

/** Each file under the digest that the seal gives it, and only where a case has such a file. */
async function writeFiles(
  source: OpenFile,
  staged: string,
  facts: BundleFacts,
): Promise<Result<null, Failure>> {
  const container = await openContainer(source)
  const digests = new Map(facts.files.map(({ path, sha256 }) => [path, sha256]))
  for (const [inside, entry] of container.entries) {
    if (!inside.startsWith(backupNames.folder)) continue
    const name = inside.slice(backupNames.folder.length)
    if (!isCasePath(name) || entry.method !== 0)
      return fail({ code: 'backup.notSound', name: source.name, file: inside })
    const path = join(staged, ...name.split('/'))
    await mkdir(dirname(path), { recursive: true })
    const hash = createHash('sha256')
    const file = await open(path, 'wx')
    try {
      await container.readParts(entry, async (part) => {
        hash.update(part)
        await file.writeFile(part)
      })
      await file.sync()
    } finally {
      await file.close()
    }
    if (hash.digest('hex') !== digests.get(inside))
      return fail({ code: 'backup.notSound', name: source.name, file: inside })
  }
  return ok(null)
}

type Verified = readonly (LedgerVerification | undefined)[]

/** Both ledgers from the first byte to the last entry; the access log may be missing, the findings may not. */
function verifyStaged(staged: string, head: BackupHead, order: RestoreOrder): Result<Verified, Failure> {
  const verified: (LedgerVerification | undefined)[] = []
  for (const ledger of ledgers) {
    const file = `${ledger}.ledger`
    const found = ledgerAt(join(staged, file), order)
    const foreign = found && (found.case !== head.caseId || found.ledger !== ledger)
    const bad = found ? foreign || found.verdict === 'TOTAL-FAILED' : ledger === 'findings'
    if (bad) return fail({ code: 'backup.notSound', name: basename(order.path), file })
    verified.push(found)
  }
  return ok(verified)
}

function ledgerAt(file: string, { desk }: RestoreOrder, anchor?: Uint8Array): LedgerVerification | undefined {
  const verified = verifyLedgerFile(file, ledgerPorts(desk.judging), desk.places.nativeBinding, anchor)
  return verified.ok && verified.value.ledger !== null ? verified.value : undefined
}

/** Why the case cannot be put in place: here is more than the backup knows, or its bundles are in another case. */
async function clashOf(
  staged: string,
  head: BackupHead,
  [findings]: Verified,
  order: RestoreOrder,
): Promise<Failure | undefined> {
  const name = basename(order.path)
  const note = await readCaseNote(staged)
  if (!note) return { code: 'backup.notSound', name, file: 'case.json' }
  for (const bundle of note.bundles) {
    const there = await findCaseOf(order.home, bundle)
    if (there && there.id !== head.caseId) return { code: 'case.bundleElsewhere', name: head.name }
  }
  const here = caseFolderOf(order.home, head.caseId)
  if (!(await exists(here.path))) return undefined
  const contained = ledgers.every((ledger) => contains(staged, here.path, ledger, head, order))
  const standing = ledgerAt(here.findings, order)?.entries ?? 0
  return contained
    ? undefined
    : { code: 'backup.caseHere', name, here: standing, there: findings?.entries ?? 0 }
}

/** Whether the backup's ledger goes on from the one that is here, entry for entry. */
function contains(
  staged: string,
  here: string,
  ledger: LedgerName,
  { caseId }: BackupHead,
  order: RestoreOrder,
): boolean {
  const file = `${ledger}.ledger`
  const standing = ledgerAt(join(here, file), order)
  if (!standing || standing.entries === 0) return true
  const root = fromHex(standing.root)
  if (!root) return false
  const anchor = printAnchor({ origin: originOf(ledger, caseId), size: standing.entries, root })
  return ledgerAt(join(staged, file), order, anchor)?.provedUpTo === standing.entries
}

/** The older case is kept aside; this workstation knows from now on how far the ledgers have come. */
async function putInPlace(
  staged: string,
  facts: BackupFacts,
  verified: Verified,
  home: string,
): Promise<RestoredCase> {
  const { caseId, name, entries, accesses } = facts
  const target = caseFolderOf(home, caseId)
  if (facts.replaces) {
    const aside = join(home, 'cases-kept', `${caseId}-${new Date().toISOString().replace(/[-:.]/g, '')}`)
    await mkdir(dirname(aside), { recursive: true })
    await rename(target.path, aside)
  }
  await mkdir(dirname(target.path), { recursive: true })
  await rename(staged, target.path)
  await mkdir(target.reports, { recursive: true })
  for (const [i, ledger] of ledgers.entries()) {
    const head = headStore(join(home, 'heads'), ledger, caseId)
    const found = verified[i]
    // One that is remembered already, and perhaps further on, is the better witness.
    if (found && !head.read()) head.write(found)
  }
  return { caseId, name, entries, accesses, keptAside: facts.replaces, bundle: await bundleOf(target.path) }
}

async function bundleOf(folder: string): Promise<RestoredCase['bundle']> {
  for (const { places, name } of (await readCaseNote(folder))?.known ?? []) {
    const path = await reachable(places)
    if (path !== undefined) return { path, name }
  }
  return null
}
