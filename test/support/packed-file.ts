import { sourceOf } from '../../main/core/bytes.ts'
import { openContainer } from '../../main/verify/open-container.ts'

/** One file of a container in memory; it must be there. */
export async function packedFile(container: Uint8Array, name: string): Promise<Uint8Array> {
  const opened = await openContainer(sourceOf(container))
  const bytes = await opened.readWhole(name, 64 << 20)
  if (!bytes) throw new Error(`no ${name}`)
  return bytes
}
