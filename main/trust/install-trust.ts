import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { TrustChange } from '../core/trust/trust-facts.ts'
import { nextTrustLine } from '../core/trust/trust-record.ts'
import { timeText } from '../crypto/certificate.ts'
import { sha256 } from '../crypto/hash.ts'
import { toPem } from '../crypto/pem.ts'
import { plainTrust, type NamedFile } from '../crypto/trust.ts'
import { replaceFile } from '../disk/replace-file.ts'
import { failureOf, writeOnce } from '../disk/write-once.ts'
import type { AcceptedTrust } from './accept-trust.ts'
import { isListOf, type AcceptedList } from './accept-lists.ts'
import { LISTS_FOLDER, readTrustStore, RECORD_FILE, type TrustStore } from './trust-store.ts'

/** Writes the files of an accepted offer, then the line that makes them count; older versions stay where they are. */
export async function installTrust(
  home: string,
  store: TrustStore,
  accepted: AcceptedTrust,
  now: Date,
): Promise<Result<TrustChange, Failure>> {
  const { offer, root, way, confirmedBy } = accepted
  const folder = join(store.folder, offer.sha256)
  // What a crash left there is named by no line of the record.
  await rm(folder, { recursive: true, force: true })
  const written = await writeAll(folder, filesOf(accepted))
  if (!written.ok) return written
  return record(home, store, root.sha256, {
    at: timeText(now.getTime()),
    act: 'trustInstalled',
    version: offer.version,
    trust: offer.sha256,
    way,
    confirmedBy,
    lists: [],
  })
}

function filesOf({ offer, root, confirmations }: AcceptedTrust): readonly NamedFile[] {
  const authorities = [root, ...offer.stated.anchors.map(({ certificate }) => certificate)]
  const lists = offer.beside.filter(({ name, bytes }) =>
    plainTrust([{ name, bytes }]).crls.some((crl) => isListOf(crl, authorities)),
  )
  return [
    { name: 'trust.json', bytes: offer.statement },
    { name: 'trust.p7s', bytes: offer.signature },
    { name: 'root.pem', bytes: Buffer.from(toPem(root.der, 'CERTIFICATE')) },
    ...confirmations.map((bytes, i) => ({ name: `confirmation-${i + 1}.p7s`, bytes })),
    ...lists.map(({ bytes }, i) => ({ name: `${i + 1}.crl`, bytes })),
  ]
}

/** Adds newer revocation lists to the trust that counts. */
export async function addLists(
  home: string,
  store: TrustStore,
  lists: readonly AcceptedList[],
  now: Date,
): Promise<Result<TrustChange, Failure>> {
  const { version, sha256: trust } = store.trust
  if (store.root === null || version === null || trust === null)
    return fail({ code: 'trust.listNotOurs', name: lists[0]?.name ?? '' })
  const files = lists.map(({ crl, der }) => ({ name: `${crl.sha256}.crl`, bytes: der }))
  const written = await writeAll(join(store.folder, LISTS_FOLDER), files)
  if (!written.ok) return written
  const hashes = lists.map(({ crl }) => crl.sha256)
  return record(home, store, store.root.sha256, {
    at: timeText(now.getTime()),
    act: 'listsAdded',
    version,
    trust,
    way: null,
    confirmedBy: [],
    lists: hashes,
  })
}

async function writeAll(folder: string, files: readonly NamedFile[]): Promise<Result<null, Failure>> {
  for (const { name, bytes } of files) {
    const written = await writeOnce(join(folder, name), bytes)
    // A list is named by what it holds: the same name is the same list.
    if (!written.ok && !(written.failure.code === 'file.exists' && folder.endsWith(LISTS_FOLDER)))
      return written
  }
  return ok(null)
}

/** The record is read again first: another program may have written a line since. */
async function record(
  home: string,
  store: TrustStore,
  root: string,
  change: TrustChange,
): Promise<Result<TrustChange, Failure>> {
  const now = await readTrustStore(home)
  if (!now.ok) return now
  if (now.value.text !== store.text) return fail({ code: 'trust.damaged', name: store.folder })
  try {
    const line = nextTrustLine(store.records, { ...change, root }, sha256)
    await replaceFile(join(store.folder, RECORD_FILE), store.text + line)
    return ok(change)
  } catch (error) {
    const failure = failureOf(error, RECORD_FILE)
    if (!failure) throw error
    return fail(failure)
  }
}
