import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { CancelSignal } from '../core/bytes.ts'
import type { CustodyFailure, FileFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { openReadOnly } from '../disk/open-read-only.ts'
import { isGone } from './judged-file.ts'

const step = 4 * 1024 * 1024

/** Looks on while originals are read, and may end it. */
export interface ReadingWatch {
  readonly signal: CancelSignal
  /** So many bytes of the originals more; each is read twice. */
  readonly onBytes: (bytes: number) => void
}

/** Reads files a second time and compares them with what was read first; `hashes` in the order of `names`. */
export async function rereadSources(
  folder: string,
  names: readonly string[],
  hashes: readonly string[],
  watch: ReadingWatch | undefined,
): Promise<Result<null, CustodyFailure | FileFailure>> {
  for (const [i, name] of names.entries()) {
    const again = await hashOf(join(folder, name), name, watch)
    if (!again.ok) return again
    if (again.value !== hashes[i]) return fail({ code: 'intake.sourceChanged', name })
  }
  return ok(null)
}

async function hashOf(
  path: string,
  name: string,
  watch: ReadingWatch | undefined,
): Promise<Result<string, CustodyFailure | FileFailure>> {
  const opened = await openReadOnly(path)
  if (!opened.ok) return opened
  const { size } = opened.value
  const hash = createHash('sha256')
  try {
    for (let at = 0; at < size; at += step) {
      if (watch?.signal.aborted) return fail({ code: 'work.cancelled', name })
      const part = await opened.value.read(at, Math.min(step, size - at))
      hash.update(part)
      watch?.onBytes(part.length)
    }
    return ok(hash.digest('hex'))
  } catch (error) {
    if (isGone(error)) return fail({ code: 'file.gone', name })
    throw error
  } finally {
    await opened.value.close()
  }
}
