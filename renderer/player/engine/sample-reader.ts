import type { DecodeOrder } from '../../../main/core/clip/decode-order.ts'

/** Why a sample cannot be had: main holds its bytes back, or the file was cut off before them. */
export type SampleLack = 'brokenChunk' | 'notDecodable'

/** Coded samples by their position in decode order. */
export interface SampleReader {
  sample(number: number): Promise<Uint8Array | SampleLack>
  close(): void
}

/** Bytes fetched at once: one chunk's worth first, so that the first sample is soon there; what follows in larger pieces. */
const [firstBytes, batchBytes] = [256 * 1024, 1024 * 1024]

/** Samples that lie one behind the other, and their bytes on the way. */
interface Batch {
  readonly first: number
  /** The first sample that is not in it. */
  readonly behind: number
  readonly start: number
  readonly bytes: Promise<Uint8Array | undefined>
}

/** Reads samples that lie in one piece each, many at a time and one batch ahead. */
export function plainReader(url: string, fileSize: number, order: DecodeOrder): SampleReader {
  const cancel = new AbortController()
  let current: Batch | undefined
  let ahead: Batch | undefined

  function begin(first: number, bytes: number): Batch {
    const behind = batchEnd(order, first, fileSize, bytes)
    const start = order.offset[first] ?? 0
    return { first, behind, start, bytes: fetchRange(url, start, endOf(order, behind - 1), cancel.signal) }
  }

  async function sample(number: number): Promise<Uint8Array | SampleLack> {
    if (endOf(order, number) > fileSize) return 'notDecodable'
    if (!holds(current, number)) {
      current = holds(ahead, number) ? ahead : begin(number, firstBytes)
      ahead = current && current.behind < order.count ? begin(current.behind, batchBytes) : undefined
    }
    const batch = current
    const bytes = await batch?.bytes
    const [start, end] = [order.offset[number] ?? 0, endOf(order, number)]
    if (batch && bytes) return bytes.subarray(start - batch.start, end - batch.start)
    // One broken chunk among many samples must not cost the sound ones.
    return (await fetchRange(url, start, end, cancel.signal)) ?? 'brokenChunk'
  }

  return { sample, close: () => cancel.abort() }
}

function holds(batch: Batch | undefined, sample: number): batch is Batch {
  return batch !== undefined && sample >= batch.first && sample < batch.behind
}

function endOf(order: DecodeOrder, sample: number): number {
  return (order.offset[sample] ?? 0) + (order.size[sample] ?? 0)
}

/** The first sample that does not fit into a batch begun with this one, or lies elsewhere. */
function batchEnd(order: DecodeOrder, first: number, fileSize: number, bytes: number): number {
  const start = order.offset[first] ?? 0
  let next = first + 1
  while (next < order.count) {
    const follows = (order.offset[next] ?? 0) >= endOf(order, next - 1)
    if (!follows || endOf(order, next) - start > bytes || endOf(order, next) > fileSize) break
    next++
  }
  return next
}

/** Exactly these bytes of the clip, or undefined: main ends the stream at the first chunk that does not match. */
export async function fetchRange(
  url: string,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (end <= start) return undefined
  try {
    const response = await fetch(url, { headers: { Range: `bytes=${start}-${end - 1}` }, signal })
    if (response.status !== 206) return undefined
    const bytes = new Uint8Array(await response.arrayBuffer())
    return bytes.length === end - start ? bytes : undefined
  } catch {
    return undefined
  }
}
