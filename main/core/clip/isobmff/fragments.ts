import type { ByteSource } from '../../bytes.ts'
import { BigEndian } from '../big-endian.ts'
import { isEmptyRest } from '../empty-rest.ts'
import type { SampleList } from '../coded-samples.ts'
import { childOf, childrenOf, topBoxes } from './box.ts'
import type { FragmentDefaults, MovieTrack } from './movie.ts'

/** A movie fragment is a table of a few seconds; a larger one is no recorder's. */
const fragmentLimit = 16 * 1024 * 1024

/**
 * Appends the track's samples of all movie fragments (ISO/IEC 14496-12, 8.8). False when there are too many, or
 * where boxes end before the file does: more fragments may follow.
 */
export async function readFragments(
  source: ByteSource,
  track: MovieTrack,
  into: SampleList,
): Promise<boolean> {
  let time = 0
  for await (const box of topBoxes(source)) {
    if (box.name === '' && !(await isEmptyRest(source, box.start))) return false
    if (box.name !== 'moof' || box.end - box.body > fragmentLimit) continue
    const moof = await source.read(box.body, box.end - box.body)
    // Where no base is given, the second track's data follows the first's: only then does their order matter.
    for (const traf of childrenOf(moof, 'traf')) {
      const run = trackRun(traf, track, box.start, time)
      if (!run) continue
      time = appendRuns(traf, run, into)
      if (time < 0) return false
    }
  }
  return true
}

interface TrackRun extends FragmentDefaults {
  readonly base: number
  readonly time: number
}

/** Header and decode time of a track's part of a fragment; undefined when it is another track's. */
function trackRun(traf: Uint8Array, track: MovieTrack, moof: number, time: number): TrackRun | undefined {
  const header = childOf(traf, 'tfhd')
  if (!header) return undefined
  const read = new BigEndian(header)
  const flags = read.u32()
  if (read.u32() !== track.id) return undefined
  const base = flags & 1 ? read.u64() : moof
  if (flags & 2) read.skip(4)
  const duration = flags & 8 ? read.u32() : track.defaults.duration
  const size = flags & 16 ? read.u32() : track.defaults.size
  const sampleFlags = flags & 32 ? read.u32() : track.defaults.flags
  return { base, time: decodeTime(childOf(traf, 'tfdt')) ?? time, duration, size, flags: sampleFlags }
}

function decodeTime(tfdt: Uint8Array | undefined): number | undefined {
  if (!tfdt) return undefined
  const read = new BigEndian(tfdt)
  const time = read.u32() >>> 24 === 1 ? read.u64() : read.u32()
  return read.ok ? time : undefined
}

/** The decode time behind the last sample, or -1 when the list is full. */
function appendRuns(traf: Uint8Array, run: TrackRun, into: SampleList): number {
  let { time, base } = run
  for (const trun of childrenOf(traf, 'trun')) {
    const read = new BigEndian(trun)
    const flags = read.u32()
    const count = read.u32()
    if (flags & 1) base = run.base + read.i32()
    const first = flags & 4 ? read.u32() : undefined
    for (let i = 0; i < count && read.ok; i++) {
      const sample = rowOf(read, flags, i === 0 && first !== undefined ? { ...run, flags: first } : run)
      if (!read.ok) break
      const row = { offset: base, size: sample.size, pts: time + sample.shift, duration: sample.duration }
      if (!into.push({ ...row, key: isKey(sample.flags) })) return -1
      base += sample.size
      time += sample.duration
    }
  }
  return time
}

function rowOf(
  read: BigEndian,
  flags: number,
  defaults: FragmentDefaults,
): FragmentDefaults & { shift: number } {
  return {
    duration: flags & 0x100 ? read.u32() : defaults.duration,
    size: flags & 0x200 ? read.u32() : defaults.size,
    flags: flags & 0x400 ? read.u32() : defaults.flags,
    shift: flags & 0x800 ? read.i32() : 0,
  }
}

/** 8.8.3.1: neither marked as no sync sample nor as leaning on others. */
function isKey(flags: number): boolean {
  return (flags & 0x01010000) === 0
}
