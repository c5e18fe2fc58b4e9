import { BigEndian } from '../big-endian.ts'
import { sampleLimit, type CodedSamples } from '../coded-samples.ts'
import { childOf } from './box.ts'

/**
 * The samples of a track from its sample table (ISO/IEC 14496-12, 8.6 and 8.7), times before any edit list.
 * Undefined when the tables contradict each other: a sample without a size or place cannot be named.
 */
export function parseSampleTable(stbl: Uint8Array): CodedSamples | undefined {
  const size = sizesOf(stbl)
  const chunks = chunkOffsets(stbl)
  if (!size || !chunks) return undefined
  const count = size.length
  const offset = placesOf(tableIn(stbl, 'stsc'), chunks, size)
  const times = timesOf(tableIn(stbl, 'stts'), tableIn(stbl, 'ctts'), count)
  return offset && times && { count, offset, size, ...times, key: keysOf(tableIn(stbl, 'stss'), count) }
}

/** Past version and flags, where the count of rows stands. */
function tableIn(stbl: Uint8Array, name: string): BigEndian | undefined {
  const body = childOf(stbl, name)
  return body && new BigEndian(body, 4)
}

function sizesOf(stbl: Uint8Array): Uint32Array | undefined {
  const compact = tableIn(stbl, 'stz2')
  if (compact) return compactSizes(compact)
  const read = tableIn(stbl, 'stsz')
  if (!read) return undefined
  const [constant, count] = [read.u32(), read.u32()]
  if (count > sampleLimit || (constant === 0 && read.left < count * 4)) return undefined
  const sizes = new Uint32Array(count).fill(constant)
  if (constant === 0) for (let i = 0; i < count; i++) sizes[i] = read.u32()
  return sizes
}

function compactSizes(read: BigEndian): Uint32Array | undefined {
  const bits = read.u32() & 255
  const count = read.u32()
  if (![4, 8, 16].includes(bits) || count > sampleLimit || read.left * 8 < count * bits) return undefined
  const sizes = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    if (bits === 16) sizes[i] = read.u16()
    else if (bits === 8) sizes[i] = read.u8()
    else {
      const pair = read.u8()
      sizes[i] = pair >> 4
      if (++i < count) sizes[i] = pair & 15
    }
  }
  return sizes
}

function chunkOffsets(stbl: Uint8Array): Float64Array | undefined {
  const wide = tableIn(stbl, 'co64')
  const read = wide ?? tableIn(stbl, 'stco')
  const count = read?.u32() ?? 0
  if (!read || read.left < count * (wide ? 8 : 4)) return undefined
  const offsets = new Float64Array(count)
  for (let i = 0; i < count; i++) offsets[i] = wide ? read.u64() : read.u32()
  return read.ok ? offsets : undefined
}

/** Walks the runs of chunks (8.7.4): samples of a chunk lie one behind the other. */
function placesOf(
  runs: BigEndian | undefined,
  chunks: Float64Array,
  size: Uint32Array,
): Float64Array | undefined {
  const offset = new Float64Array(size.length)
  const rows = rowsOf(runs, 3)
  let sample = 0
  for (let row = 0; row < rows.length; row += 3) {
    const [first, each] = [Math.max(1, rows[row] ?? 1), rows[row + 1] ?? 0]
    const next = rows[row + 3] ?? chunks.length + 1
    for (let chunk = first; chunk < next && chunk <= chunks.length && sample < size.length; chunk++) {
      let at = chunks[chunk - 1] ?? 0
      for (let i = 0; i < each && sample < size.length; i++) {
        offset[sample] = at
        at += size[sample++] ?? 0
      }
    }
  }
  return sample === size.length ? offset : undefined
}

function timesOf(
  stts: BigEndian | undefined,
  ctts: BigEndian | undefined,
  count: number,
): { pts: Float64Array; duration: Float64Array } | undefined {
  const pts = new Float64Array(count)
  const duration = new Float64Array(count)
  let [sample, time, delta] = [0, 0, 0]
  const rows = rowsOf(stts, 2)
  for (let row = 0; row < rows.length; row += 2) {
    const [run, step] = [rows[row] ?? 0, rows[row + 1] ?? 0]
    // A delta is unsigned, yet some recorders write a small negative one: read as such, as other readers do.
    delta = step > 0x7fffffff ? 1 : step
    for (let i = 0; i < run && sample < count; i++, time += delta) {
      pts[sample] = time
      duration[sample++] = delta
    }
  }
  for (; sample < count; time += delta) {
    pts[sample] = time
    duration[sample++] = delta
  }
  addCompositionOffsets(ctts, pts)
  return time <= Number.MAX_SAFE_INTEGER ? { pts, duration } : undefined
}

/** Offsets are signed in version 1 and by custom in version 0 (8.6.1.3). */
function addCompositionOffsets(ctts: BigEndian | undefined, pts: Float64Array): void {
  let sample = 0
  const rows = rowsOf(ctts, 2)
  for (let row = 0; row < rows.length; row += 2) {
    const shift = (rows[row + 1] ?? 0) | 0
    const last = Math.min(pts.length, sample + (rows[row] ?? 0))
    for (; sample < last; sample++) pts[sample] = (pts[sample] ?? 0) + shift
  }
}

/** Without the table of sync samples every sample is one (8.6.2). */
function keysOf(stss: BigEndian | undefined, count: number): Uint8Array {
  if (!stss) return new Uint8Array(count).fill(1)
  const key = new Uint8Array(count)
  for (const number of rowsOf(stss, 1)) if (number >= 1 && number <= count) key[number - 1] = 1
  return key
}

/** The rows that are really there, whatever the count says, one number behind the other. */
function rowsOf(read: BigEndian | undefined, columns: number): Uint32Array {
  if (!read) return new Uint32Array(0)
  const count = Math.min(read.u32(), Math.floor(read.left / (4 * columns)))
  return Uint32Array.from({ length: count * columns }, () => read.u32())
}
