import { decodeOrderOf } from '../../../main/core/clip/decode-order.ts'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { FrameEngine } from './frame-engine.ts'
import { packedReader } from './packed-reader.ts'
import { plainReader } from './sample-reader.ts'

/** An engine over the verified bytes of a clip, or undefined when this browser has no decoder for its codec. */
export async function openEngine(
  url: string,
  fileSize: number,
  table: FrameTable,
  cacheBytes: number,
): Promise<FrameEngine | undefined> {
  if (!table.decoder || !(await isSupported(table.decoder.codec))) return undefined
  const order = decodeOrderOf(table)
  const reader =
    table.layout === 'plain' ? plainReader(url, fileSize, order) : packedReader(url, fileSize, table, order)
  return new FrameEngine(table, reader, cacheBytes)
}

async function isSupported(codec: string): Promise<boolean> {
  try {
    return (
      (await VideoDecoder.isConfigSupported({ codec, hardwareAcceleration: 'prefer-software' })).supported ===
      true
    )
  } catch (error) {
    // A codec name that is not one at all is refused by an exception.
    if (error instanceof TypeError) return false
    throw error
  }
}
