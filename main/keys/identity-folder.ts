import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fromUtf8 } from '../core/bytes.ts'
import type { FileFailure, KeyFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { pemBlocks, toPem } from '../crypto/pem.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { replaceFile } from '../disk/replace-file.ts'

const text = z.string().max(512)

/** `identity.json`: what is known of an identity besides key and certificate. */
const record = z.strictObject({
  format: z.literal('asservat-identity/1'),
  name: text.min(1),
  algorithm: text,
  padding: z.enum(['pkcs1', 'pss']),
  madeAt: text,
  token: z
    .strictObject({ library: z.string().max(4_096), token: text, label: text, key: z.string().max(1_024) })
    .nullable(),
})

export type IdentityRecord = Omit<z.infer<typeof record>, 'format'>

/** An identity as it lies in its folder; certificates are DER, the identity's own first. */
export interface StoredIdentity extends IdentityRecord {
  readonly id: string
  readonly certificates: readonly Uint8Array[]
}

type StoreFailure = KeyFailure | FileFailure

/** `<home>/identities`, one folder an identity: `identity.json`, `certificates.pem`, `key.asvkey`, `request.pem`. */
export class IdentityFolder {
  readonly #folder: string

  constructor(home: string) {
    this.#folder = join(home, 'identities')
  }

  /** Oldest first; folders that hold no identity are passed over. */
  async list(): Promise<readonly StoredIdentity[]> {
    const names = await readdir(this.#folder).catch(() => [])
    const read = await Promise.all(names.filter(isId).map((id) => this.read(id)))
    return read
      .flatMap((identity) => (identity.ok ? [identity.value] : []))
      .sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1))
  }

  async read(id: string): Promise<Result<StoredIdentity, StoreFailure>> {
    if (!isId(id)) return fail({ code: 'key.lost', name: id })
    const file = await readSmallFile(this.#path(id, 'identity.json'), 1 << 16)
    const parsed = file.ok ? record.safeParse(parseJson(fromUtf8(file.value))) : undefined
    if (!parsed?.success) return fail({ code: 'key.lost', name: id })
    const { format: _, ...known } = parsed.data
    const pem = await readSmallFile(this.#path(id, 'certificates.pem'), 1 << 20)
    const certificates = pem.ok ? (pemBlocks(pem.value, 'CERTIFICATE') ?? []) : []
    return ok({ ...known, id, certificates })
  }

  write(id: string, identity: IdentityRecord): Promise<void> {
    const { name, algorithm, padding, madeAt, token } = identity
    const whole = { format: 'asservat-identity/1', name, algorithm, padding, madeAt, token }
    return replaceFile(this.#path(id, 'identity.json'), `${JSON.stringify(whole, null, 2)}\n`)
  }

  writeCertificates(id: string, certificates: readonly Uint8Array[]): Promise<void> {
    const pem = certificates.map((der) => toPem(der, 'CERTIFICATE')).join('')
    return replaceFile(this.#path(id, 'certificates.pem'), pem)
  }

  /** In base64, so that it is copied whole by whatever copies text. */
  writeKey(id: string, sealed: Uint8Array): Promise<void> {
    return replaceFile(this.#path(id, 'key.asvkey'), toPem(sealed, 'ASSERVAT KEY'))
  }

  async readKey(id: string): Promise<Result<Uint8Array, StoreFailure>> {
    const file = await readSmallFile(this.#path(id, 'key.asvkey'), 1 << 16)
    const sealed = file.ok ? pemBlocks(file.value, 'ASSERVAT KEY')?.[0] : undefined
    return sealed ? ok(sealed) : fail({ code: 'key.lost', name: id })
  }

  writeRequest(id: string, request: Uint8Array): Promise<void> {
    return replaceFile(this.#path(id, 'request.pem'), toPem(request, 'CERTIFICATE REQUEST'))
  }

  async readRequest(id: string): Promise<Result<Uint8Array, StoreFailure>> {
    const request = await readSmallFile(this.#path(id, 'request.pem'), 1 << 16)
    return request.ok ? request : fail({ code: 'key.lost', name: id })
  }

  /** The key is gone for good. */
  async remove(id: string): Promise<void> {
    if (isId(id)) await rm(join(this.#folder, id), { recursive: true, force: true })
  }

  #path(id: string, file: string): string {
    return join(this.#folder, id, file)
  }
}

/** Ids become folder names: nothing but our own UUIDs does. */
function isId(name: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)
}

function parseJson(from: string | undefined): unknown {
  try {
    return JSON.parse(from ?? '')
  } catch {
    return undefined
  }
}
