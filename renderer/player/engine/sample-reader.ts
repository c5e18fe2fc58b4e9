import type { DecodeOrder } from '../../../main/core/clip/decode-order.ts'

/** Coded samples by their position in decode order. */
export interface SampleReader {
  /** The sample's bytes; undefined when they cannot be had (a chunk that does not match the seal, a medium that is gone). */
  sample(number: number): Promise<Uint8Array | undefined>
  close(): void
}

/** Bytes fetched at once: a second or two of most recordings, and one round trip for many samples. */
const batchBytes = 512 * 1024

/** Reads samples that lie in one piece each, many at a time. */
export function plainReader(url: string, order: DecodeOrder): SampleReader {
  const cancel = new AbortController()
  let batch: Batch | undefined

  async function sample(number: number): Promise<Uint8Array | undefined> {
    const start = order.offset[number] ?? 0
    const end = start + (order.size[number] ?? 0)
    if (batch && start >= batch.start && end <= batch.start + batch.bytes.length) {
      return batch.bytes.subarray(start - batch.start, end - batch.start)
    }
    const to = batchEnd(order, number)
    const bytes = await fetchRange(url, start, to, cancel.signal)
    // One broken chunk among many samples must not cost the sound ones.
    if (!bytes) return to === end ? undefined : fetchRange(url, start, end, cancel.signal)
    batch = { start, bytes }
    return bytes.subarray(0, end - start)
  }

  return { sample, close: () => cancel.abort() }
}

interface Batch {
  readonly start: number
  readonly bytes: Uint8Array
}

/** The byte behind the last sample that still fits into a batch with this one. */
function batchEnd(order: DecodeOrder, first: number): number {
  const start = order.offset[first] ?? 0
  let end = start + (order.size[first] ?? 0)
  for (let next = first + 1; next < order.count; next++) {
    const offset = order.offset[next] ?? 0
    const behind = offset + (order.size[next] ?? 0)
    if (offset < end || behind - start > batchBytes) break
    end = behind
  }
  return end
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
