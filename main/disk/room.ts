import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CustodyFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'

const mega = 1024 * 1024

/** Whether the medium of `path` has room for so many bytes and a little more; asked before anything is written. */
export async function roomFor(
  path: string,
  bytes: number,
  name: string,
): Promise<Result<null, CustodyFailure>> {
  const known = await statfs(dirname(path)).catch(() => undefined)
  // Where the system does not tell, writing itself will say so.
  if (!known) return ok(null)
  const free = known.bavail * known.bsize
  const needed = bytes + 16 * mega
  if (free >= needed) return ok(null)
  return fail({ code: 'copy.noRoom', name, needed: Math.ceil(needed / mega), free: Math.floor(free / mega) })
}
