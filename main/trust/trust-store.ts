import { join } from 'node:path'
import { fromUtf8, toHex } from '../core/bytes.ts'
import type { FileFailure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import { finding } from '../core/seal/reasons.ts'
import { parseTrustRecord, type TrustRecord } from '../core/trust/trust-record.ts'
import { tryCertificate, type Certificate } from '../crypto/certificate.ts'
import { parseCrl, type Crl } from '../crypto/crl.ts'
import { sha256 } from '../crypto/hash.ts'
import { pemBlocks } from '../crypto/pem.ts'
import { trustFrom } from '../crypto/trust-file.ts'
import { noTrust, type NamedFile, type Trust } from '../crypto/trust.ts'
import { trustFolder } from '../disk/home.ts'
import { readFolder } from '../disk/read-folder.ts'
import { areTwoPersons, confirmationBytes, personOf } from './confirming-person.ts'

export const RECORD_FILE = 'record.jsonl'
export const LISTS_FOLDER = 'lists'

/** The trust installed on a workstation: a record that only grows, and the files each of its lines names. */
export interface TrustStore {
  readonly folder: string
  /** `damaged`: the record or a file is not as it was written; then nobody is trusted and nothing is added. */
  readonly state: 'empty' | 'sound' | 'damaged'
  readonly records: readonly TrustRecord[]
  /** The record as it stands on the disk. */
  readonly text: string
  readonly trust: Trust
  /** The office's root: whose signature a further trust file needs. */
  readonly root: Certificate | null
}

/** What is installed below a home. What lies there without being recorded does not count. */
export async function readTrustStore(home: string): Promise<Result<TrustStore, FileFailure>> {
  const folder = trustFolder(home)
  const files = await readFolder(folder, 'empty')
  if (!files.ok) return files
  const record = files.value.find(({ name }) => name === RECORD_FILE)
  if (!record) return ok({ folder, state: 'empty', records: [], text: '', trust: noTrust(), root: null })
  const text = fromUtf8(record.bytes) ?? ''
  const records = parseTrustRecord(text, sha256)
  const last = records?.findLast(({ act }) => act === 'trustInstalled')
  if (!records || !last) return ok(damaged(folder, text, records ?? []))
  const version = await readFolder(join(folder, last.trust), 'empty')
  const lists = await readFolder(join(folder, LISTS_FOLDER), 'empty')
  if (!version.ok) return version
  if (!lists.ok) return lists
  const installed = installedTrust(last, version.value)
  const newer = newerLists(records, lists.value)
  if (!installed || !newer) return ok(damaged(folder, text, records))
  const trust = { ...installed.trust, crls: [...installed.trust.crls, ...newer] }
  return ok({ folder, state: 'sound', records, text, trust, root: installed.root })
}

function damaged(folder: string, text: string, records: readonly TrustRecord[]): TrustStore {
  const refused = [finding('trust.notAsRecorded', RECORD_FILE)]
  return { folder, state: 'damaged', records, text, trust: { ...noTrust(), refused }, root: null }
}

/**
 * The files of a version as they were accepted. Its signature is judged at the time of that: a trust does not end
 * because the list of the one who signed it has grown old; what it says of others is judged now, as ever.
 */
function installedTrust(
  record: TrustRecord,
  files: readonly NamedFile[],
): { readonly trust: Trust; readonly root: Certificate } | undefined {
  const bytes = (name: string) => files.find((file) => file.name === name)?.bytes
  const statement = bytes('trust.json')
  const [der] = pemBlocks(bytes('root.pem') ?? new Uint8Array(), 'CERTIFICATE') ?? []
  const root = der && tryCertificate(der)
  if (!statement || !root || root.sha256 !== record.root) return undefined
  if (toHex(sha256(statement)) !== record.trust) return undefined
  if (record.way === 'twoPersons' && !areConfirmed(record, files)) return undefined
  const trust = trustFrom(
    files.filter(({ name }) => /^(?:root\.pem|trust\.(?:json|p7s)|.*\.crl)$/.test(name)),
    new Date(record.at),
  )
  return trust.refused.length === 0 && trust.version === record.version ? { trust, root } : undefined
}

function areConfirmed(record: TrustRecord, files: readonly NamedFile[]): boolean {
  const statement = confirmationBytes(record.trust, record.version, record.root)
  const persons = files
    .filter(({ name }) => /^confirmation-\d\.p7s$/.test(name))
    .flatMap(({ bytes }) => {
      const person = personOf(statement, bytes, noTrust(), new Date(record.at))
      return person.ok ? [person.value] : []
    })
  const found = persons.map((person) => person.sha256).sort()
  return areTwoPersons(persons) && String(found) === String([...record.confirmedBy].sort())
}

/** Lists imported after the version that counts, or undefined when one of them is gone or changed. */
function newerLists(
  records: readonly TrustRecord[],
  files: readonly NamedFile[],
): readonly Crl[] | undefined {
  const names = records.filter(({ act }) => act === 'listsAdded').flatMap(({ lists }) => lists)
  const found = names.flatMap((hash) => {
    const bytes = files.find(({ name }) => name === `${hash}.crl`)?.bytes
    const crl = bytes && parseCrl(bytes)
    return crl?.sha256 === hash ? [crl] : []
  })
  return found.length === names.length ? found : undefined
}
