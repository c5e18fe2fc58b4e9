import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import type { CancelSignal } from '../core/bytes.ts'
import type { CustodyFailure, FileFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import { openReadOnly, type OpenFile } from '../disk/open-read-only.ts'
import { roomFor } from '../disk/room.ts'
import { exists, failureOf, takeName } from '../disk/write-once.ts'
import { judgeFile } from './judge-file.ts'
import { isGone, type JudgeOptions } from './judged-file.ts'

export interface CopyOrder {
  readonly from: string
  readonly to: string
  /** SHA-256 of the manifest that the source had when it was judged, lower-case hex. */
  readonly manifestSha256: string
  readonly judging: Omit<JudgeOptions, 'name'>
  readonly signal: CancelSignal
  /** Bytes; each one is read twice, from the source and from the copy. */
  readonly onProgress: (done: number, total: number) => void
}

export interface WorkingCopy {
  readonly path: string
  readonly size: number
  /** Of the whole file, as read from the source and as read back from the copy; lower-case hex. */
  readonly sha256: string
  readonly facts: BundleFacts
}

type Stop = CustodyFailure | FileFailure

const step = 4 * 1024 * 1024

/**
 * Copies a bundle and believes nothing: hashed on the way, flushed to the medium, read back, and judged whole as a bundle
 * of its own before it gets its name. Whatever fails, nothing is left that looks like a bundle.
 */
export async function makeWorkingCopy(order: CopyOrder): Promise<Result<WorkingCopy, Stop>> {
  const name = basename(order.to)
  const source = await openReadOnly(order.from)
  if (!source.ok) return source
  // A name that no system and no dialog takes for a bundle.
  const part = `${order.to}.${process.pid}.part`
  try {
    if (await exists(order.to)) return fail({ code: 'file.exists', name })
    const room = await roomFor(order.to, source.value.size, name)
    if (!room.ok) return room
    const read = await copied(source.value, part, order)
    if (!read.ok) return read
    const judged = await judgedCopy(part, order, read.value)
    if (!judged.ok) return judged
    await takeName(part, order.to)
    return ok({ path: order.to, size: source.value.size, sha256: read.value, facts: judged.value })
  } catch (error) {
    if (isGone(error)) return fail({ code: 'file.gone', name: source.value.name })
    const failure = failureOf(error, name)
    if (!failure) throw error
    return fail(failure)
  } finally {
    await source.value.close()
    await rm(part, { force: true })
  }
}

async function copied(source: OpenFile, part: string, order: CopyOrder): Promise<Result<string, Stop>> {
  const hash = createHash('sha256')
  const handle = await open(part, 'wx')
  try {
    for (let at = 0; at < source.size; at += step) {
      if (order.signal.aborted) return fail({ code: 'work.cancelled', name: source.name })
      const bytes = await source.read(at, Math.min(step, source.size - at))
      hash.update(bytes)
      await handle.writeFile(bytes)
      order.onProgress(at + bytes.length, 2 * source.size)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return ok(hash.digest('hex'))
}

/** Reads the copy back, and judges it as if it had come from a stranger. */
async function judgedCopy(
  part: string,
  order: CopyOrder,
  expected: string,
): Promise<Result<BundleFacts, Stop>> {
  const name = basename(order.to)
  const copy = await openReadOnly(part)
  if (!copy.ok) return copy
  try {
    const { size } = copy.value
    const hash = createHash('sha256')
    for (let at = 0; at < size; at += step) {
      if (order.signal.aborted) return fail({ code: 'work.cancelled', name })
      hash.update(await copy.value.read(at, Math.min(step, size - at)))
      order.onProgress(size + Math.min(at + step, size) / 2, 2 * size)
    }
    if (hash.digest('hex') !== expected) return fail({ code: 'copy.differs', name })
    const judged = await judgeFile(copy.value, { ...order.judging, name })
    await judged.checkWhole({
      signal: order.signal,
      onProgress: ({ bytesDone, bytesTotal }) =>
        order.onProgress(size * 1.5 + (size / 2) * (bytesDone / Math.max(1, bytesTotal)), 2 * size),
    })
    if (order.signal.aborted) return fail({ code: 'work.cancelled', name })
    return sameBundle(judged.facts(), order)
  } finally {
    await copy.value.close()
  }
}

function sameBundle(facts: BundleFacts, order: CopyOrder): Result<BundleFacts, Stop> {
  const name = basename(order.from)
  if (facts.manifestSha256 !== order.manifestSha256) return fail({ code: 'copy.differs', name })
  const pending = facts.files.some(({ state }) => state !== 'ok')
  if (facts.cryptography === 'failed' || pending || facts.verdict.indication === 'TOTAL-FAILED')
    return fail({ code: 'copy.sourceBroken', name, subIndication: facts.verdict.subIndication ?? '' })
  return ok({ ...facts, name: basename(order.to) })
}
