import { rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { archiveFiles, parseShard, type Shard } from '../batch/archive-files.ts'
import type { ArchiveLine } from '../batch/archive-line.ts'
import { ArchiveRecord } from '../batch/archive-record.ts'
import { judgeInThreads } from '../batch/judge-threads.ts'
import { equalBytes } from '../core/bytes.ts'
import { canonicalBytes } from '../core/canonical.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { digestFile } from '../disk/digest-folder.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { exists, writeOnce } from '../disk/write-once.ts'
import { buildSha256 } from '../installation.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { identityFrom } from './identity-from.ts'
import { exit, readWords, textOption, type Streams, type Words } from './words.ts'

const grammar = {
  values: ['recursive', 'shard', 'jobs', 'jsonl', 'trust', 'home', 'identity', 'pass-file'],
  files: [0, 0],
  required: ['recursive', 'jsonl'],
} as const

/**
 * `verify --recursive DIR --jsonl OUT [--shard I/N] [--jobs J] [--identity P12 --pass-file FILE]`: judges an archive, one
 * line a bundle; started again after whatever ended it, it goes on. At the end stands `OUT.summary.json`, signed on wish.
 */
export async function verifyArchive(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  root: string,
): Promise<number> {
  const read = readWords(words, grammar)
  const shard = parseShard((read.ok && textOption(read.value, 'shard')) || '1/1')
  const jobs = Number((read.ok && textOption(read.value, 'jobs')) || '1')
  const wrong = !read.ok ? read.failure : !shard ? '--shard' : jobsFit(jobs) ? undefined : '--jobs'
  if (!read.ok || !shard || wrong !== undefined) {
    streams.err(phrases('cli.usage', { verb: 'verify', word: wrong }))
    return exit.unusable
  }
  const run = { words: read.value, shard, jobs, root, streams, phrases }
  const done = await judgeArchive(run)
  if (!done.ok) streams.err(failureText(phrases, done.failure))
  return done.ok ? done.value : exit.unusable
}

interface Run {
  readonly words: Words
  readonly shard: Shard
  readonly jobs: number
  readonly root: string
  readonly streams: Streams
  readonly phrases: Phrases
}

function jobsFit(jobs: number): boolean {
  return Number.isInteger(jobs) && jobs >= 1 && jobs <= 256
}

async function judgeArchive(run: Run): Promise<Result<number, Failure>> {
  const folder = resolve(textOption(run.words, 'recursive') ?? '')
  const out = resolve(textOption(run.words, 'jsonl') ?? '')
  const [home, trust] = [textOption(run.words, 'home'), textOption(run.words, 'trust')]
  if (!(await exists(folder))) return fail({ code: 'file.notFound', name: folder })
  const same = await sameRun(out, run, folder)
  if (!same.ok) return same
  const files = await archiveFiles(folder, run.shard)
  const record = await ArchiveRecord.open(out)
  try {
    const left = files.filter((file) => !record.has(file))
    run.streams.err(run.phrases('fortress.archive.begins', { all: files.length, left: left.length }))
    await judgeInThreads(left, run.jobs, { root: run.root, folder, home, trust }, (line) =>
      record.append(line),
    )
    const present = new Set(files.map(({ file }) => file))
    const lines = record.lines().filter(({ file }) => present.has(file))
    return await summarize(run, out, lines)
  } finally {
    await record.close()
  }
}

/** Lines of another program, part, folder or trust are never mixed with these: such a file already exists. */
async function sameRun(out: string, run: Run, folder: string): Promise<Result<null, Failure>> {
  const path = `${out}.run.json`
  const terms = canonicalBytes({
    build: await buildSha256(run.root),
    folder,
    shard: shardText(run),
    trust: textOption(run.words, 'trust') ?? null,
  })
  if (!(await exists(path))) return writeOnce(path, terms)
  const known = await readSmallFile(path, 1 << 20)
  if (!known.ok) return known
  return equalBytes(known.value, terms) ? ok(null) : fail({ code: 'file.exists', name: basename(out) })
}

/** Counts, and the digest of the lines themselves; with an identity, a detached signature (CAdES) beside it. */
async function summarize(
  run: Run,
  out: string,
  lines: readonly ArchiveLine[],
): Promise<Result<number, Failure>> {
  const count = (verdict: ArchiveLine['verdict']) => lines.filter((line) => line.verdict === verdict).length
  const now = new Date()
  const facts = {
    shard: shardText(run),
    bundles: lines.length,
    passed: count('TOTAL-PASSED'),
    failed: count('TOTAL-FAILED'),
    indeterminate: count('INDETERMINATE'),
    notRead: count(null),
    linesSha256: await digestFile(out),
    build: await buildSha256(run.root),
    endedAt: now.toISOString(),
  }
  const written = await writeSigned(`${out}.summary.json`, canonicalBytes(facts), run.words, now)
  if (!written.ok) return written
  run.streams.out(run.phrases('fortress.archive.ended', facts))
  return ok(codeOf(facts))
}

async function writeSigned(
  path: string,
  bytes: Uint8Array,
  words: Words,
  now: Date,
): Promise<Result<null, Failure>> {
  const [key, pass] = [textOption(words, 'identity'), textOption(words, 'pass-file')]
  const identity = key === undefined ? undefined : await identityFrom(key, pass ?? '')
  if (identity && !identity.ok) return identity
  // A summary of an earlier, shorter run gives way: the lines it spoke of are all in the new one.
  for (const old of [path, `${path}.p7s`]) await rm(old, { force: true })
  const written = await writeOnce(path, bytes)
  if (!written.ok || !identity) return written
  return writeOnce(`${path}.p7s`, await identity.value.signCms(bytes, now))
}

/** Any broken one makes all broken; then what could not be read; then what could not be decided. */
function codeOf(facts: { failed: number; notRead: number; indeterminate: number }): number {
  if (facts.failed > 0) return exit.failed
  if (facts.notRead > 0) return exit.unusable
  return facts.indeterminate > 0 ? exit.indeterminate : exit.passed
}

function shardText({ shard }: Run): string {
  return `${shard.index}/${shard.count}`
}
