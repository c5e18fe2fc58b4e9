import type { ByteSource } from '../../bytes.ts'
import type { CodedSamples } from '../coded-samples.ts'
import type { SampleKnowledge } from '../make-frame-table.ts'
import { parseAvcRecord } from './parameter-sets.ts'
import { PictureOrder, type PicturePlace } from './picture-order.ts'

/** So many samples are looked at before a container without reorder data is believed: several groups of pictures. */
const probe = 300

/** Enough of a sample for its parameter sets, messages and the head of its first slice. */
const headSize = 2048

/**
 * Compares the container's order with the pictures' own. Most H.264 without reorder data has none to give; where
 * it was lost (PTS = DTS, or two pictures with one time), the pictures' order count rules. Looks at all samples only when the first ones disagree.
 */
export async function findOrder(
  source: ByteSource,
  samples: CodedSamples,
  avcRecord: Uint8Array,
): Promise<SampleKnowledge> {
  const container: SampleKnowledge = { never: new Map(), damaged: new Set(), places: undefined }
  const record = parseAvcRecord(avcRecord)
  if (!record) return container
  const tied = new Set(samples.pts).size < samples.count
  if (!tied && !timesFollowDecoding(samples)) return container
  const first = await placesOf(
    unbroken(source),
    samples,
    new PictureOrder(record),
    Math.min(probe, samples.count),
  )
  if (!first) return container
  if (!tied && rises(first.places)) return { ...first, places: undefined }
  const all = await placesOf(source, samples, new PictureOrder(record), samples.count)
  return all ?? container
}

/** For the probe a sample that cannot be read is where it ends. */
function unbroken(source: ByteSource): ByteSource {
  return {
    size: source.size,
    read: (offset, length) => source.read(offset, length).catch(() => new Uint8Array(0)),
  }
}

interface Places {
  readonly never: ReadonlyMap<number, 'undecodable'>
  readonly damaged: ReadonlySet<number>
  readonly places: PicturePlace[]
}

/**
 * Undefined when one picture's place cannot be told: half an order is none. Shorter than `count` where the bytes
 * end.
 */
async function placesOf(
  source: ByteSource,
  samples: CodedSamples,
  order: PictureOrder,
  count: number,
): Promise<Places | undefined> {
  const never = new Map<number, 'undecodable'>()
  const damaged = new Set<number>()
  const places: PicturePlace[] = []
  for (let sample = 0; sample < count; sample++) {
    const offset = samples.offset[sample] ?? 0
    const length = Math.min(samples.size[sample] ?? 0, headSize, Math.max(0, source.size - offset))
    // The file was cut before this sample; what is left of the order is the container's.
    const head = length === 0 ? new Uint8Array(0) : await source.read(offset, length)
    if (head.length === 0) break
    const place = order.next(head)
    if (!place) return undefined
    if (place === 'undecodable') never.set(sample, place)
    else if (place.damaged) damaged.add(sample)
    places.push(place === 'undecodable' ? (places.at(-1) ?? { sequence: 0, order: 0 }) : place)
  }
  return { never, damaged, places }
}

function timesFollowDecoding(samples: CodedSamples): boolean {
  return samples.pts.every((pts, i) => i === 0 || pts > (samples.pts[i - 1] ?? 0))
}

function rises(places: readonly PicturePlace[]): boolean {
  return places.every((place, i) => {
    const before = places[i - 1]
    return !before || place.sequence > before.sequence || place.order >= before.order
  })
}
