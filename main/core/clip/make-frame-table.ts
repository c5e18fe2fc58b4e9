import { concatBytes, toHex, utf8, type Sha256 } from '../bytes.ts'
import type { CodedSamples } from './coded-samples.ts'
import { applyEdits, type Showing, type ShownSpan } from './edit-list.ts'
import type { FrameTable, HiddenSample } from './frame-table.ts'
import type { PicturePlace } from './h264/picture-order.ts'

/** What a container says of its first video track, apart from the samples. */
export type TrackFacts = Pick<
  FrameTable,
  'codec' | 'width' | 'height' | 'rotation' | 'pixelAspect' | 'timeBase' | 'layout' | 'decoder' | 'audio'
>

/** What is known of single samples beyond the container's table; keys are positions in decode order. */
export interface SampleKnowledge {
  /** Samples that are never shown whatever the container says. */
  readonly never: ReadonlyMap<number, 'undecodable' | 'reference'>
  readonly damaged: ReadonlySet<number>
  /** The pictures' own order, where the container's is none. */
  readonly places: readonly PicturePlace[] | undefined
}

/** Nothing but what the container says. */
export const noKnowledge: SampleKnowledge = { never: new Map(), damaged: new Set(), places: undefined }

/** The table of all that is shown, in presentation order, with its hash. */
export function makeFrameTable(
  track: TrackFacts,
  samples: CodedSamples,
  spans: readonly ShownSpan[],
  knowledge: SampleKnowledge,
  sha256: Sha256,
): FrameTable {
  const { shown, hidden } = applyEdits(samples, spans)
  const rows = inOrder(
    shown.filter(({ sample }) => !knowledge.never.has(sample)),
    knowledge.places,
  )
  const columns = {
    pts: Float64Array.from(rows, ({ pts }) => pts),
    key: Uint8Array.from(rows, ({ sample }) => samples.key[sample] ?? 0),
    offset: Float64Array.from(rows, ({ sample }) => samples.offset[sample] ?? 0),
    size: Uint32Array.from(rows, ({ sample }) => samples.size[sample] ?? 0),
    sample: Uint32Array.from(rows, ({ sample }) => sample),
    end: endOf(rows),
  }
  return {
    ...track,
    ...columns,
    order: knowledge.places ? 'bitstream' : 'container',
    restarts: [],
    damaged: rows.flatMap(({ sample }, frame) => (knowledge.damaged.has(sample) ? [frame] : [])),
    hidden: hiddenOf(samples, shown, hidden, knowledge),
    sha256: toHex(sha256(rowBytes(track, columns))),
  }
}

/** By time, or where places are given by these, and the times in rising order on them. */
function inOrder(shown: readonly Showing[], places: readonly PicturePlace[] | undefined): readonly Showing[] {
  const byTime = shown.toSorted((a, b) => a.pts - b.pts || a.sample - b.sample)
  if (!places) return byTime
  const byPlace = shown.toSorted(
    (a, b) => comparePlaces(places[a.sample], places[b.sample]) || a.sample - b.sample,
  )
  return byPlace.map(({ sample }, i) => ({ sample, pts: byTime[i]?.pts ?? 0, end: byTime[i]?.end ?? 0 }))
}

/** What has no place comes last. */
function comparePlaces(a: PicturePlace | undefined, b: PicturePlace | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b)
  return a.sequence - b.sequence || a.order - b.order
}

/** Where the container gives the last frame no duration it lasts as long as the one before. */
function endOf(rows: readonly Showing[]): number {
  const last = rows.at(-1)
  if (!last) return 0
  return last.end > last.pts ? last.end : 2 * last.pts - (rows.at(-2)?.pts ?? last.pts - 1)
}

function hiddenOf(
  samples: CodedSamples,
  shown: readonly Showing[],
  hidden: readonly Showing[],
  knowledge: SampleKnowledge,
): HiddenSample[] {
  const never = shown.filter(({ sample }) => knowledge.never.has(sample))
  return [...hidden, ...never]
    .toSorted((a, b) => a.sample - b.sample)
    .map(({ sample, pts }) => ({
      pts,
      key: samples.key[sample] === 1,
      reason: knowledge.never.get(sample) ?? 'edit',
      offset: samples.offset[sample] ?? 0,
      size: samples.size[sample] ?? 0,
      sample,
    }))
}

/** One spelling of the table: a line of text, then 28 bytes a row, all big-endian. */
function rowBytes(
  track: TrackFacts,
  columns: Pick<FrameTable, 'pts' | 'key' | 'offset' | 'size' | 'sample' | 'end'>,
): Uint8Array {
  const { codec, width, height, timeBase } = track
  const head = `asservat-frames/1 ${codec} ${width}x${height} ${timeBase.num}/${timeBase.den} ${columns.pts.length} ${columns.end}\n`
  const rows = new DataView(new ArrayBuffer(columns.pts.length * 28))
  columns.pts.forEach((pts, frame) => {
    setWide(rows, frame * 28, pts)
    setWide(rows, frame * 28 + 8, columns.offset[frame] ?? 0)
    rows.setUint32(frame * 28 + 16, columns.size[frame] ?? 0)
    rows.setUint32(frame * 28 + 20, columns.sample[frame] ?? 0)
    rows.setUint32(frame * 28 + 24, columns.key[frame] ?? 0)
  })
  return concatBytes(utf8(head), new Uint8Array(rows.buffer))
}

/** 64 bits, two's complement: whole numbers as JavaScript counts them, without the detour over BigInt. */
function setWide(rows: DataView, at: number, value: number): void {
  const high = Math.floor(value / 2 ** 32)
  rows.setInt32(at, high)
  rows.setUint32(at + 4, value - high * 2 ** 32)
}
