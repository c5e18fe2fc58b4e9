import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { backupNames, isCasePath, printBackupHead } from '../core/backup/backup-head.ts'
import { utf8, type CancelSignal, type Hash } from '../core/bytes.ts'
import { printManifest, type ListedFile } from '../core/container/asic-manifest.ts'
import { ASIC_E } from '../core/container/own-layout.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { openReadOnly } from '../disk/open-read-only.ts'
import { roomFor } from '../disk/room.ts'
import { exists, writeOnce } from '../disk/write-once.ts'
import { judgeWhole } from '../judge.ts'
import { saveCopy } from '../ledger/save-copy.ts'
import { takeSnapshot } from '../ledger/snapshot.ts'
import { verifyLedgerFile } from '../ledger/verify-ledger.ts'
import { BundleWriter } from '../verify/bundle-writer.ts'
import { MANIFEST_PATH, SIGNATURE_PATH } from '../verify/seal-files.ts'
import type { BackupView } from '../../preload/contract/custody.ts'
import type { Desk } from './desk.ts'
import { ledgerPorts } from './ledger-ports.ts'
import type { OpenCase } from './open-case.ts'

export interface BackupOrder {
  readonly open: OpenCase
  readonly desk: Desk
  readonly identity: SigningIdentity
  readonly path: string
  /** Whether what personal notes say goes along. */
  readonly personal: boolean
  readonly signal: CancelSignal
  readonly onProgress: (done: number, total: number) => void
}

interface FileOfCase {
  /** Path in the case's folder, with slashes. */
  readonly name: string
  readonly path: string
  readonly size: number
}

/**
 * Writes the whole case into one sealed container. Its ledgers are closed with a checkpoint, copied, and opened again;
 * what was written is read back and judged before it is called a backup.
 */
export async function backUp(order: BackupOrder): Promise<Result<BackupView, Failure>> {
  const { open, desk } = order
  const scratch = await mkdtemp(join(desk.home, 'saving-'))
  try {
    open.seen.write()
    const entries = await closedCopies(order, scratch)
    if (!entries.ok) return entries
    const found = await filesOf(open.folder.path, scratch)
    if (!found.ok) return found
    const files = found.value
    const bytes = files.reduce((sum, { size }) => sum + size, 0)
    const room = await roomFor(order.path, bytes, basename(order.path))
    if (!room.ok) return room
    const written = await writeOnce(order.path, (file) =>
      writeBackup(new BundleWriter(file), files, order, bytes),
    )
    if (!written.ok) return written
    const sound = await readBack(order.path, desk)
    return sound.ok
      ? ok({ path: order.path, files: files.length, sha256: sound.value, entries: entries.value })
      : sound
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Both ledgers as their closing checkpoint left them; meanwhile nobody writes. Answers the entries of the findings. */
async function closedCopies(order: BackupOrder, scratch: string): Promise<Result<number, Failure>> {
  const { open, identity, personal, desk } = order
  const closed = await open.records.close()
  try {
    if (!closed.ok) return closed
    if (await exists(open.folder.access)) await copyFile(open.folder.access, join(scratch, 'access.ledger'))
    const target = join(scratch, 'findings.ledger')
    if (personal) await copyFile(open.folder.findings, target)
    else {
      const snapshot = takeSnapshot(open.folder.findings, desk.places.nativeBinding)
      if (!snapshot.ok) return snapshot
      const copied = saveCopy(snapshot.value.db, target, desk.places.nativeBinding)
      snapshot.value.close()
      if (!copied.ok) return copied
    }
  } finally {
    await open.unlock(identity)
  }
  const saved = verifyLedgerFile(
    join(scratch, 'findings.ledger'),
    ledgerPorts(desk.judging),
    desk.places.nativeBinding,
  )
  return saved.ok ? ok(saved.value.entries) : saved
}

/** The closed ledgers, and all else of the case that belongs to it; search indexes and locks do not. */
async function filesOf(folder: string, scratch: string): Promise<Result<readonly FileOfCase[], Failure>> {
  const [copies, rest] = [await filesBelow(scratch), await filesBelow(folder)]
  if (!copies.ok || !rest.ok) return copies.ok ? rest : copies
  const all = [...copies.value, ...rest.value]
  const files = [...new Map(all.toReversed().map((file) => [file.name, file])).values()].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  return ok(files)
}

async function filesBelow(folder: string): Promise<Result<readonly FileOfCase[], Failure>> {
  await mkdir(folder, { recursive: true })
  const found = await readdir(folder, { withFileTypes: true, recursive: true })
  const files: FileOfCase[] = []
  for (const entry of found.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path).split(sep).join('/')
    if (!isCasePath(name)) continue
    const opened = await openReadOnly(path)
    if (!opened.ok) {
      // The ledgers are there as closed copies. Any other file that cannot be read would be missing, unsaid.
      if (opened.failure.code === 'file.heldHere') continue
      return opened
    }
    files.push({ name, path, size: opened.value.size })
    await opened.value.close()
  }
  return ok(files)
}

async function writeBackup(
  writer: BundleWriter,
  files: readonly FileOfCase[],
  { open, desk, identity, personal, onProgress }: BackupOrder,
  total: number,
): Promise<void> {
  const listed: ListedFile[] = []
  const list = (path: string, sha256: Hash, rootfile = false): void => {
    const mediaType = rootfile ? 'application/json' : 'application/octet-stream'
    listed.push({ path, mediaType, rootfile, sha256 })
  }
  const now = new Date()
  const program = `Asservat ${desk.version}`
  const head = { caseId: open.folder.id, name: open.name, at: now.toISOString(), program, personal }
  await writer.addBytes('mimetype', utf8(ASIC_E))
  list(backupNames.head, await writer.addBytes(backupNames.head, printBackupHead(head)), true)
  let done = 0
  for (const { name, path, size } of files) {
    const opened = await openReadOnly(path)
    if (!opened.ok) throw new Error(`a file of the case went away: ${name}`)
    const inside = `${backupNames.folder}${name}`
    list(inside, (await writer.addSource(inside, opened.value)).sha256)
    await opened.value.close()
    onProgress((done += size), total)
  }
  const manifest = printManifest(SIGNATURE_PATH, listed)
  await writer.addBytes(MANIFEST_PATH, manifest)
  await writer.addBytes(SIGNATURE_PATH, await identity.signCms(manifest, now))
  await writer.finish()
}

/** The container's own digest, once all that its seal covers has been found good. */
async function readBack(path: string, desk: Desk): Promise<Result<string, Failure>> {
  const judged = await judgeWhole(path, desk.judging)
  if (!judged.ok) return judged
  const bad = judged.value.files.find(({ state }) => state !== 'ok')
  const name = basename(path)
  if (judged.value.cryptography !== 'passed' || bad)
    return fail({ code: 'backup.notSound', name, file: bad?.path ?? SIGNATURE_PATH })
  const opened = await openReadOnly(path)
  if (!opened.ok) return opened
  const hash = createHash('sha256')
  const step = 4 * 1024 * 1024
  for (let at = 0; at < opened.value.size; at += step)
    hash.update(await opened.value.read(at, Math.min(step, opened.value.size - at)))
  await opened.value.close()
  return ok(hash.digest('hex'))
}
