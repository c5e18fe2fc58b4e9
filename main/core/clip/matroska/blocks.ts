import type { ByteSource } from '../../bytes.ts'
import { SampleList, type CodedSamples } from '../coded-samples.ts'
import type { TimeBase } from '../frame-table.ts'
import { isEmptyRest } from '../empty-rest.ts'
import { ReadWindow } from '../read-window.ts'
import { elementAt, longestHeader, uintOf, vintAt, type Element } from './element.ts'

/** The first picture track of a Matroska or WebM file, its blocks in the order of the file (RFC 9559). */
export interface MatroskaTrack {
  readonly number: number
  /** e.g. 'V_MPEG4/ISO/AVC'. */
  readonly codec: string
  /** What 'V_MS/VFW/FOURCC' stands for; of no meaning for other codecs. */
  readonly fourCharacters: string
  readonly timeBase: TimeBase
  readonly samples: CodedSamples
  /** First byte of each sample: in VP8 it says whether the picture is shown. */
  readonly firstBytes: Uint8Array
  /** The writer transformed the samples (header stripping, compression): `offset` and `size` are not theirs. */
  readonly transformed: boolean
}

const id = {
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackType: 0x83,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  defaultDuration: 0x23e383,
  contentEncodings: 0x6d80,
  cluster: 0x1f43b675,
  clusterTime: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  blockDuration: 0x9b,
  referenceBlock: 0xfb,
} as const

/** What holds others; going in instead of over also passes elements of unknown size. */
const entered = new Set<number>([id.segment, id.info, id.tracks, id.cluster])

interface TrackEntry {
  number: number
  type: number
  codec: string
  fourCharacters: string
  /** Nanoseconds; 0 when the file does not say. */
  duration: number
  transformed: boolean
}

/**
 * Reads the whole file element by element. Undefined without a picture track, with laced pictures, or where the
 * elements end before the file does: a table that stopped there would hide that more pictures follow.
 */
export async function readMatroska(source: ByteSource): Promise<MatroskaTrack | undefined> {
  const reader = new BlockReader(new ReadWindow(source))
  for (let at = 0; at < source.size;) {
    const element = await reader.element(at)
    if (!element) return (await isEmptyRest(source, at)) ? reader.track() : undefined
    if (!entered.has(element.id)) {
      if (element.size === undefined || !(await reader.take(element, source.size))) return undefined
    }
    at = entered.has(element.id) ? element.body : element.body + (element.size ?? 0)
  }
  return reader.track()
}

class BlockReader {
  private readonly window: ReadWindow
  private scale = 1_000_000
  private entry: TrackEntry | undefined
  private clusterTime = 0
  private readonly list = new SampleList()
  private firstBytes: number[] = []
  private sound = true

  constructor(window: ReadWindow) {
    this.window = window
  }

  async element(at: number): Promise<Element | undefined> {
    return elementAt(await this.window.bytes(at, longestHeader), at)
  }

  /** False when the file cannot be followed further. */
  async take(element: Element, fileSize: number): Promise<boolean> {
    const size = element.size ?? 0
    if (element.id === id.simpleBlock)
      return this.block(element.body, Math.min(size, fileSize - element.body))
    if (element.id === id.blockGroup) return this.group(element)
    if (element.id === id.trackEntry) await this.describe(element)
    if (element.id === id.timestampScale) this.scale = (await this.number(element)) || this.scale
    if (element.id === id.clusterTime) {
      const time = await this.number(element)
      // Without its cluster's time no block after it can be placed.
      if (time === undefined) return false
      this.clusterTime = time
    }
    return true
  }

  private async number(element: Element): Promise<number | undefined> {
    return uintOf(await this.window.bytes(element.body, Math.min(element.size ?? 0, 9)))
  }

  track(): MatroskaTrack | undefined {
    if (!this.entry || !this.sound) return undefined
    const { number, codec, fourCharacters, transformed } = this.entry
    const divisor = gcd(this.scale, 1_000_000_000)
    const timeBase = { num: this.scale / divisor, den: 1_000_000_000 / divisor }
    const firstBytes = Uint8Array.from(this.firstBytes)
    return { number, codec, fourCharacters, timeBase, samples: this.list.samples(), firstBytes, transformed }
  }

  private async describe(element: Element): Promise<void> {
    const entry: TrackEntry = {
      number: 0,
      type: 0,
      codec: '',
      fourCharacters: '',
      duration: 0,
      transformed: false,
    }
    for await (const child of this.children(element)) {
      const bytes = await this.window.bytes(child.body, Math.min(child.size ?? 0, 256))
      if (child.id === id.trackNumber) entry.number = uintOf(bytes) ?? 0
      if (child.id === id.trackType) entry.type = uintOf(bytes) ?? 0
      if (child.id === id.codecId) entry.codec = String.fromCharCode(...bytes)
      // 'V_MS/VFW/FOURCC' says no more than that a BITMAPINFOHEADER follows, with the code in its 17th byte.
      if (child.id === id.codecPrivate) entry.fourCharacters = String.fromCharCode(...bytes.subarray(16, 20))
      if (child.id === id.defaultDuration) entry.duration = uintOf(bytes) ?? 0
      if (child.id === id.contentEncodings) entry.transformed = true
    }
    if (entry.type === 1) this.entry ??= entry
  }

  /** A group is a key picture when it names no picture that it leans on. */
  private async group(group: Element): Promise<boolean> {
    let block: Element | undefined
    let leaning = false
    let duration: number | undefined
    for await (const child of this.children(group)) {
      if (child.id === id.block) block = child
      if (child.id === id.referenceBlock) leaning = true
      if (child.id === id.blockDuration) duration = await this.number(child)
    }
    return block ? this.block(block.body, block.size ?? 0, { key: !leaning, duration }) : true
  }

  private async *children(parent: Element): AsyncGenerator<Element> {
    const end = parent.body + (parent.size ?? 0)
    for (let at = parent.body; at < end;) {
      const child = await this.element(at)
      if (child?.size === undefined) return
      yield child
      at = child.body + child.size
    }
  }

  /** RFC 9559, 10: track number, time against the cluster's, flags. */
  private async block(
    body: number,
    size: number,
    group?: { readonly key: boolean; readonly duration: number | undefined },
  ): Promise<boolean> {
    const head = await this.window.bytes(body, Math.min(size, 16))
    const track = vintAt(head, 0, 8)
    if (!track || track.value !== this.entry?.number) return true
    const at = track.length
    const time = (((head[at] ?? 0) << 24) | ((head[at + 1] ?? 0) << 16)) >> 16
    const flags = head[at + 2] ?? 0
    if ((flags & 6) !== 0) this.sound = false
    this.firstBytes.push(head[at + 3] ?? 0)
    return this.list.push({
      offset: body + at + 3,
      size: size - at - 3,
      pts: this.clusterTime + time,
      duration: group?.duration ?? Math.round(this.entry.duration / this.scale),
      key: group ? group.key : (flags & 0x80) !== 0,
    })
  }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}
