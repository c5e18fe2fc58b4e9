import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type FileListCheck, isWhole, listName, signatureName } from './core/installation/file-list.ts'
import type { Indication } from './core/seal/finding.ts'
import { digestFolder } from './disk/digest-folder.ts'
import { judgeWhole, type Judging } from './judge.ts'

/**
 * What the program finds when it looks at its own files. It finds damage; whoever replaces the program can replace
 * this check as well, which is why the list can be checked from outside (`sha256sum -c`, openssl, `dpkg -V`).
 */
export interface SelfCheck {
  /** `noList`: a checkout, or a package whose list was taken away or cannot be read. */
  readonly state: 'whole' | 'damaged' | 'noList'
  readonly check: FileListCheck
  /** Judged under the office's trust; null where the list bears no signature. */
  readonly signature: { readonly verdict: Indication; readonly signer: string } | null
  /** SHA-256 over the list: names this build, and stands in every report. */
  readonly buildSha256: string
}

/** The folder of a package, two above its archive. */
export function programFolder(root: string): string {
  return join(root, '..', '..')
}

/** The version of this program, from its own package.json. */
export function programVersion(root: string): string {
  const about: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const version: unknown =
    typeof about === 'object' && about !== null ? Reflect.get(about, 'version') : undefined
  return typeof version === 'string' ? version : '0.0.0'
}

/** Which build this is: in a package SHA-256 of its file list, in a checkout of the list of what was built. */
export async function buildSha256(root: string): Promise<string> {
  const list = join(programFolder(root), listName)
  if (root.endsWith('.asar') && existsSync(list)) return sha256(await readFile(list))
  const built = await Promise.all(
    ['main', 'preload', 'renderer'].map(async (part) => digestFolder(join(root, 'build', part))),
  )
  const lines = built.flatMap((part) => [...part].map(([path, digest]) => `${digest}  ${path}\n`))
  return sha256(Buffer.from(lines.join('')))
}

/** Reads every file of the program in a thread of its own; for a package takes about a second. */
export async function checkProgram(root: string, judging: Judging): Promise<SelfCheck> {
  const folder = programFolder(root)
  const check = root.endsWith('.asar') ? await compared(folder) : undefined
  return {
    state: check === undefined ? 'noList' : isWhole(check) ? 'whole' : 'damaged',
    check: check ?? { files: 0, changed: [], missing: [], added: [] },
    signature: check === undefined ? null : await signatureOf(folder, judging),
    buildSha256: await buildSha256(root),
  }
}

function compared(folder: string): Promise<FileListCheck | undefined> {
  const worker = new Worker(new URL('./self-check-worker.js', import.meta.url), { workerData: folder })
  return new Promise((settle, fail) => {
    worker.once('message', settle)
    worker.once('error', fail)
  })
}

async function signatureOf(folder: string, judging: Judging): Promise<SelfCheck['signature']> {
  const path = join(folder, signatureName)
  if (!existsSync(path)) return null
  const judged = await judgeWhole(path, judging, join(folder, listName))
  if (!judged.ok) return { verdict: 'INDETERMINATE', signer: '' }
  return { verdict: judged.value.verdict.indication, signer: judged.value.signers[0]?.subject ?? '' }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
