import { existsSync } from 'node:fs'
import type { ByteSource } from '../core/bytes.ts'
import { frameCount, type FrameTable } from '../core/clip/frame-table.ts'
import { missingFrames } from '../core/clip/missing-frames.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import { sha256 } from '../crypto/hash.ts'
import { openReadOnly } from '../disk/open-read-only.ts'
import { openAndJudge, type Judging } from '../judge.ts'
import { indexClip } from '../media/frame-index.ts'
import { verifiedSource } from '../media/verified-source.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import { openEncrypted, type Reader } from '../verify/open-encrypted.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { openWords, readerFrom } from './open-with.ts'
import { exit, readWords, type Streams } from './words.ts'

/** `frames FILE|BUNDLE#CLIP [--open-with KEY --open-pass-file FILE] --json`: the frame table in presentation order, shown frames only. */
export async function frames(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  judging: () => Promise<Judging>,
): Promise<number> {
  const read = readWords(words, { values: ['home', 'trust', ...openWords], flags: ['json'], files: [1, 1] })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'frames', word: read.failure }))
    return exit.unusable
  }
  const reader = await readerFrom(read.value)
  const table = reader.ok ? await tableOf(read.value.files[0] ?? '', judging, reader.value) : reader
  if (!table.ok) {
    streams.err(failureText(phrases, table.failure))
    return exit.unusable
  }
  if (read.value.options['json']) streams.out(JSON.stringify(plainTable(table.value)))
  else for (const line of linesOf(table.value, phrases)) streams.out(line)
  return exit.passed
}

/** A table and the runs of frames in it whose bytes are not there. */
interface Listed {
  readonly table: FrameTable
  readonly missing: ReturnType<typeof missingFrames>
}

function linesOf({ table, missing }: Listed, phrases: Phrases): string[] {
  const counted = phrases('cli.frames', { ...table, count: frameCount(table) })
  return [counted, ...missing.map((run) => phrases('cli.framesMissing', { ...run }))]
}

async function tableOf(
  word: string,
  judging: () => Promise<Judging>,
  reader: Reader | undefined,
): Promise<Result<Listed, Failure>> {
  const hash = word.lastIndexOf('#')
  // A file may bear a # in its own name; only where none such exists does it part bundle and clip.
  if (hash < 0 || existsSync(word)) return tableOfFile(word)
  const opened = await openAndJudge(word.slice(0, hash), await judging())
  if (!opened.ok) return opened
  const { file, judged } = opened.value
  try {
    const open = await openEncrypted(judged, reader)
    if (!open.ok) return open
    const name = word.slice(hash + 1)
    const clip = clipIn(judged, name, word.slice(0, hash))
    if (!clip.ok) return clip
    return await indexed(
      verifiedSource(clip.value, sha256, () => undefined),
      name,
    )
  } finally {
    judged.forget()
    await file.close()
  }
}

/** By path, original name or number; a bundle that is not to be played says so, whatever its clips are called. */
function clipIn(judged: JudgedFile, name: string, path: string): Result<SealedClip, Failure> {
  const facts = judged.facts()
  const subIndication = facts.verdict.subIndication ?? 'FORMAT_FAILURE'
  if (!facts.playable) return fail({ code: 'bundle.notPlayable', name: facts.name, subIndication, path })
  const named = facts.case?.clips.find((clip) =>
    [clip.path, clip.originalName, String(clip.number)].includes(name),
  )
  const clip = judged.clips.find(({ number }) => number === named?.number)
  return clip ? ok(clip) : fail({ code: 'clip.unknown', clip: name, bundle: facts.name })
}

async function tableOfFile(path: string): Promise<Result<Listed, Failure>> {
  const file = await openReadOnly(path)
  if (!file.ok) return file
  try {
    return await indexed(file.value, file.value.name)
  } finally {
    await file.value.close()
  }
}

async function indexed(source: ByteSource, name: string): Promise<Result<Listed, Failure>> {
  const table = await indexClip(source, { name })
  if (!table.ok) return table
  return ok({ table: table.value, missing: missingFrames(table.value, source.size) })
}

function plainTable({ table, missing }: Listed): unknown {
  const { codec, width, height, timeBase } = table
  return {
    codec,
    width,
    height,
    timeBase: `${timeBase.num}/${timeBase.den}`,
    frames: Array.from(table.pts, (pts, index) => ({ index, pts, key: table.key[index] === 1 })),
    hidden: table.hidden,
    // Only where there is something to tell.
    ...(table.restarts.length > 0 ? { restarts: table.restarts } : {}),
    ...(missing.length > 0 ? { missing } : {}),
  }
}
