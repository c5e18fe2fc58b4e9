import type { TimeBase } from '../frame-table.ts'
import { BigEndian } from '../big-endian.ts'
import { boxesIn, childOf, childrenOf } from './box.ts'

/** One entry of an edit list (ISO/IEC 14496-12, 8.6.6): duration in ticks of the movie, start in ticks of the track. */
export interface Edit {
  readonly duration: number
  /** -1 is an empty edit: nothing is shown for so long. */
  readonly mediaTime: number
}

/** Defaults of a track's fragments (8.8.3). */
export interface FragmentDefaults {
  readonly duration: number
  readonly size: number
  readonly flags: number
}

/** A track as the movie box describes it; `stbl` is the body of its sample table. */
export interface MovieTrack {
  readonly id: number
  /** 'vide', 'soun' … */
  readonly handler: string
  readonly timescale: number
  readonly edits: readonly Edit[]
  readonly stbl: Uint8Array
  readonly entry: SampleEntry
  readonly rotation: 0 | 90 | 180 | 270
  readonly defaults: FragmentDefaults
}

/** The first sample description (8.5.2). */
export interface SampleEntry {
  /** Four letters, e.g. 'avc1'. */
  readonly format: string
  readonly width: number
  readonly height: number
  /** Body of the whole entry after the visual fields: avcC, pasp … for pictures. */
  readonly boxes: Uint8Array
  /** Width of a pixel : its height, where the file says. */
  readonly pixelAspect: TimeBase | undefined
}

export interface Movie {
  readonly timescale: number
  readonly fragmented: boolean
  readonly tracks: readonly MovieTrack[]
}

/** The movie box's body as tracks, or undefined when it has no header or no whole track. */
export function parseMovie(moov: Uint8Array): Movie | undefined {
  const timescale = timescaleOf(childOf(moov, 'mvhd'))
  if (timescale === 0) return undefined
  const defaults = fragmentDefaults(childOf(moov, 'mvex'))
  const tracks = childrenOf(moov, 'trak').flatMap((trak) => parseTrack(trak, defaults) ?? [])
  return { timescale, fragmented: childOf(moov, 'mvex') !== undefined, tracks }
}

function parseTrack(
  trak: Uint8Array,
  defaults: ReadonlyMap<number, FragmentDefaults>,
): MovieTrack | undefined {
  const stbl = childOf(trak, 'mdia', 'minf', 'stbl')
  const entry = stbl && sampleEntry(childOf(stbl, 'stsd'))
  const timescale = timescaleOf(childOf(trak, 'mdia', 'mdhd'))
  const header = trackHeader(childOf(trak, 'tkhd'))
  if (!stbl || !entry || !header || timescale === 0) return undefined
  return {
    ...header,
    handler: handlerOf(childOf(trak, 'mdia', 'hdlr')),
    timescale,
    edits: editsOf(childOf(trak, 'edts', 'elst')),
    stbl,
    entry,
    defaults: defaults.get(header.id) ?? { duration: 0, size: 0, flags: 0 },
  }
}

/** Version and flags, then times of creation and change: 4 or 8 bytes each. */
function timescaleOf(header: Uint8Array | undefined): number {
  if (!header) return 0
  const read = new BigEndian(header)
  const wide = read.u32() >>> 24 === 1
  read.skip(wide ? 16 : 8)
  const timescale = read.u32()
  return read.ok ? timescale : 0
}

function handlerOf(hdlr: Uint8Array | undefined): string {
  return hdlr ? String.fromCharCode(...hdlr.subarray(8, 12)) : ''
}

function trackHeader(tkhd: Uint8Array | undefined): Pick<MovieTrack, 'id' | 'rotation'> | undefined {
  if (!tkhd) return undefined
  const read = new BigEndian(tkhd)
  const wide = read.u32() >>> 24 === 1
  read.skip(wide ? 16 : 8)
  const id = read.u32()
  read.skip((wide ? 12 : 8) + 16)
  const [a, b, , c, d] = [read.i32(), read.i32(), read.i32(), read.i32(), read.i32()]
  return read.ok ? { id, rotation: rotationOf(a, b, c, d) } : undefined
}

/** Quarter turns of the display matrix (8.3.2); a flip or a free angle counts as none. */
function rotationOf(a: number, b: number, c: number, d: number): MovieTrack['rotation'] {
  if (a === 0 && d === 0 && b > 0 && c < 0) return 90
  if (a < 0 && d < 0 && b === 0 && c === 0) return 180
  if (a === 0 && d === 0 && b < 0 && c > 0) return 270
  return 0
}

function editsOf(elst: Uint8Array | undefined): Edit[] {
  if (!elst) return []
  const read = new BigEndian(elst)
  const wide = read.u32() >>> 24 === 1
  const count = Math.min(read.u32(), Math.floor(read.left / (wide ? 20 : 12)))
  const edits: Edit[] = []
  for (let i = 0; i < count; i++) {
    const duration = wide ? read.u64() : read.u32()
    const mediaTime = wide ? read.i64() : read.i32()
    read.skip(4)
    if (read.ok) edits.push({ duration, mediaTime })
  }
  return edits
}

function fragmentDefaults(mvex: Uint8Array | undefined): ReadonlyMap<number, FragmentDefaults> {
  const defaults = new Map<number, FragmentDefaults>()
  for (const trex of mvex ? childrenOf(mvex, 'trex') : []) {
    const read = new BigEndian(trex, 4)
    const id = read.u32()
    read.skip(4)
    defaults.set(id, { duration: read.u32(), size: read.u32(), flags: read.u32() })
  }
  return defaults
}

function sampleEntry(stsd: Uint8Array | undefined): SampleEntry | undefined {
  const box = stsd && boxesIn(stsd, 8)[0]
  if (!stsd || !box) return undefined
  const body = stsd.subarray(box.body, box.end)
  const read = new BigEndian(body, 24)
  const width = read.u16()
  const height = read.u16()
  // 12.1.3: 78 bytes of fixed fields before the boxes of a picture's description.
  const boxes = body.subarray(Math.min(78, body.length))
  return { format: box.name, width, height, boxes, pixelAspect: pixelAspectOf(childOf(boxes, 'pasp')) }
}

function pixelAspectOf(pasp: Uint8Array | undefined): TimeBase | undefined {
  if (!pasp) return undefined
  const read = new BigEndian(pasp)
  const [num, den] = [read.u32(), read.u32()]
  return num > 0 && den > 0 ? { num, den } : undefined
}
