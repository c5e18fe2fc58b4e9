import type { ByteSource } from '../../bytes.ts'
import { BigEndian } from '../big-endian.ts'

/** A box of ISO/IEC 14496-12, 4.2: its name and where its body lies, counted from where its parent's bytes begin. */
export interface Box {
  readonly name: string
  readonly start: number
  readonly body: number
  readonly end: number
}

/** The boxes that stand in a row in `bytes`; one that reaches past the end is cut there, rubbish ends the row. */
export function boxesIn(bytes: Uint8Array, from = 0): Box[] {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= bytes.length;) {
    const box = headerAt(bytes, at, at, bytes.length)
    if (!box) break
    boxes.push({ ...box, end: Math.min(box.end, bytes.length) })
    at = box.end
  }
  return boxes
}

/** The boxes at the top of a file, read header by header; what is none is the last one, without a name. */
export async function* topBoxes(source: ByteSource): AsyncGenerator<Box> {
  for (let at = 0; at + 8 <= source.size;) {
    const header = await source.read(at, Math.min(16, source.size - at))
    const box = headerAt(header, 0, at, source.size)
    if (!box) {
      yield { name: '', start: at, body: at, end: source.size }
      return
    }
    yield { ...box, end: Math.min(box.end, source.size) }
    at = box.end
  }
}

/** The body of the first box of this name among the children of `parent`, or undefined. */
export function childOf(parent: Uint8Array, ...path: readonly string[]): Uint8Array | undefined {
  let bytes: Uint8Array | undefined = parent
  for (const name of path) bytes = bytes && childrenOf(bytes, name)[0]
  return bytes
}

/** The bodies of all boxes of this name among the children of `parent`. */
export function childrenOf(parent: Uint8Array, name: string): Uint8Array[] {
  return boxesIn(parent)
    .filter((box) => box.name === name)
    .map((box) => parent.subarray(box.body, box.end))
}

function headerAt(bytes: Uint8Array, at: number, start: number, limit: number): Box | undefined {
  const read = new BigEndian(bytes, at)
  const short = read.u32()
  const name = String.fromCharCode(read.u8(), read.u8(), read.u8(), read.u8())
  const size = short === 1 ? read.u64() : short === 0 ? limit - start : short
  const body = start + (read.at - at)
  if (!read.ok || start + size < body) return undefined
  return { name, start, body, end: start + size }
}
