import { readFileSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { fromUtf8 } from './core/bytes.ts'
import type { EncryptionFailure, FileFailure, PolicyFailure } from './core/failure.ts'
import type { MachinePolicy } from './core/policy/machine-policy.ts'
import { fail, ok, type Result } from './core/result.ts'
import type { BundleFacts } from './core/seal/bundle-facts.ts'
import type { Trust } from './crypto/trust.ts'
import { trustFrom } from './crypto/trust-file.ts'
import { unreadFiles, type UnreadFile } from './crypto/unread-trust.ts'
import { keepShut } from './disk/held-here.ts'
import { homeFolder } from './disk/home.ts'
import { openReadOnly, type OpenFile } from './disk/open-read-only.ts'
import { readPolicy } from './disk/policy-file.ts'
import { readFolder } from './disk/read-folder.ts'
import { heldHere } from './ledger/held-files.ts'
import { sourcesTime, type Places } from './places.ts'
import {
  isReportContainer,
  judgeReportContainer,
  judgeReportPdf,
  looksLikePdf,
} from './report/judge-report.ts'
import { readTrustStore } from './trust/trust-store.ts'
import { judgeFile } from './verify/judge-file.ts'
import { openEncrypted, type Reader } from './verify/open-encrypted.ts'
import type { JudgedFile } from './verify/judged-file.ts'

// Wherever a file is chosen, a ledger that this program writes is not opened beside itself.
keepShut((path) => heldHere(path) !== undefined)

/** What a judgement leans on besides the file itself. */
export interface Judging {
  readonly trust: Trust
  /** The sample CA counts for the sample bundle and for nothing else. */
  readonly sampleTrust: { readonly trust: Trust; readonly manifestSha256: string }
  readonly now: () => Date
  /** A time, in milliseconds, that no right clock is behind. */
  readonly notBefore?: number
  /** Files of the trust folder that add nothing to the trust. */
  readonly unread?: readonly UnreadFile[]
  /** Whose key opens encrypted bundles; without one they are judged closed. */
  readonly reader?: Reader | undefined
  /** What the administrator of this machine has fixed; absent where nobody asked. */
  readonly policy?: MachinePolicy
}

/** The same, and the trust can change while the program runs: what is opened afterwards is judged by the new one. */
export interface KeptJudging extends Judging {
  useTrust(trust: Trust): void
}

/** Trust from `--trust DIR`, else the installed one, else none: then nothing is ever TOTAL-PASSED. */
export async function judgingFor(
  places: Places,
  options: {
    readonly home?: string | undefined
    readonly trust?: string | undefined
    readonly policyFile?: string
  },
): Promise<Result<KeptJudging, FileFailure | PolicyFailure>> {
  const policy = await readPolicy(options.policyFile)
  if (!policy.ok) return policy
  const fixed = policy.value.trustFolder
  if (fixed !== undefined && options.trust !== undefined && resolve(options.trust) !== resolve(fixed))
    return fail({ code: 'policy.locked', setting: 'trustFolder' })
  const counting = await countingTrust({ ...options, trust: fixed ?? options.trust })
  const sample = await readFolder(join(places.sample, 'trust'), 'empty')
  if (!counting.ok) return counting
  if (!sample.ok) return sample
  let { trust } = counting.value
  return ok({
    get trust() {
      return trust
    },
    unread: counting.value.unread ?? [],
    policy: policy.value,
    useTrust: (next) => {
      // What is imported beside the folder that the administrator named does not count.
      if (fixed === undefined) trust = next
    },
    sampleTrust: { trust: trustFrom(sample.value), manifestSha256: sampleDigest(places) },
    now: () => new Date(),
    // In a checkout the sources change while they are tried.
    notBefore: places.packaged ? sourcesTime : 0,
  })
}

/** Beside a folder that was named nothing that is installed counts; without one only what was imported does. */
async function countingTrust(options: {
  readonly home?: string | undefined
  readonly trust?: string | undefined
}): Promise<Result<Pick<Judging, 'trust' | 'unread'>, FileFailure>> {
  if (options.trust === undefined) {
    const store = await readTrustStore(homeFolder(options.home))
    return store.ok ? ok({ trust: store.value.trust, unread: [] }) : store
  }
  const files = await readFolder(options.trust, 'failure')
  return files.ok ? ok({ trust: trustFrom(files.value), unread: unreadFiles(files.value) }) : files
}

/** Which bundle the sample CA counts for; none when the sample was removed. */
function sampleDigest(places: Places): string {
  try {
    const note: unknown = JSON.parse(fromUtf8(readFileSync(join(places.sample, 'sample.json'))) ?? '')
    const digest: unknown =
      typeof note === 'object' && note !== null ? Reflect.get(note, 'manifestSha256') : undefined
    return typeof digest === 'string' ? digest : ''
  } catch {
    return ''
  }
}

/** An opened file with what is known of it so far. */
export interface Judged {
  readonly file: OpenFile
  readonly judged: JudgedFile
}

/** Opens and judges; the content of bundles is read only by the whole check that may follow. */
export async function openAndJudge(path: string, judging: Judging): Promise<Result<Judged, FileFailure>> {
  if (heldHere(path)) return heldByUs(path)
  const file = await openReadOnly(path)
  if (!file.ok) return file
  const judged = await judgeFile(file.value, {
    name: file.value.name,
    trust: judging.trust,
    sampleTrust: judging.sampleTrust,
    now: judging.now(),
    notBefore: judging.notBefore ?? 0,
  })
  return ok({ file: file.value, judged })
}

/** Judges any file to the end: bundle, foreign container, report, bare signature. */
export async function judgeWhole(
  path: string,
  judging: Judging,
  contentPath?: string,
): Promise<Result<BundleFacts, FileFailure | EncryptionFailure>> {
  const held = [path, ...(contentPath === undefined ? [] : [contentPath])].find((named) => heldHere(named))
  if (held !== undefined) return heldByUs(held)
  const file = await openReadOnly(path)
  if (!file.ok) return file
  const content = await openContent(path, contentPath)
  if (contentPath !== undefined && !content) {
    await file.value.close()
    return fail({ code: 'file.notFound', name: basename(contentPath) })
  }
  const terms = {
    name: basename(path),
    trust: judging.trust,
    sampleTrust: judging.sampleTrust,
    now: judging.now(),
    notBefore: judging.notBefore ?? 0,
    ...(content ? { content } : {}),
  }
  try {
    if (await isPdf(file.value))
      return ok(await judgeReportPdf(await file.value.read(0, file.value.size), terms))
    const judged = await judgeFile(file.value, terms)
    const opened = judging.reader ? await openEncrypted(judged, judging.reader) : ok(null)
    // What is wrong with the details is a finding: said with all others.
    if (!opened.ok && opened.failure.code !== 'encryption.details') return opened
    await judged.checkWhole({ signal: new AbortController().signal, onProgress: () => undefined })
    judged.forget()
    const facts = judged.facts()
    if (!isReportContainer(facts)) return ok(facts)
    return ok(await judgeReportContainer(facts, (inside) => judged.readFile(inside), terms))
  } catch (error) {
    if (error instanceof Error && error.name === 'FileGone')
      return fail({ code: 'file.gone', name: basename(path) })
    throw error
  } finally {
    await file.value.close()
    await content?.close()
  }
}

/** Opening and closing a ledger that this very program writes would let go of its lock (POSIX). */
export function heldByUs(path: string): Result<never, FileFailure> {
  return fail({ code: 'file.heldHere', name: basename(path) })
}

async function isPdf(file: OpenFile): Promise<boolean> {
  return file.size >= 5 && looksLikePdf(await file.read(0, 5))
}

/** What a bare signature speaks of: the file named, else the sibling whose name lacks the last ending. */
async function openContent(path: string, contentPath: string | undefined): Promise<OpenFile | undefined> {
  const bare = ['.p7s', '.p7m', '.pkcs7', '.csig', '.sig'].includes(extname(path).toLowerCase())
  const wanted = contentPath ?? (bare ? path.slice(0, -extname(path).length) : undefined)
  if (wanted === undefined) return undefined
  const opened = await openReadOnly(wanted)
  return opened.ok ? opened.value : undefined
}
