import type { ByteSource, Sha256 } from '../core/bytes.ts'
import { codecOfFourCharacters } from '../core/clip/codec-names.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import { findOrder } from '../core/clip/h264/find-order.ts'
import { readMovieVideo } from '../core/clip/isobmff/read-movie.ts'
import { childOf } from '../core/clip/isobmff/box.ts'
import { makeFrameTable, noKnowledge } from '../core/clip/make-frame-table.ts'
import type { VideoContainer } from './container-facts.ts'

/** The frame table of an MP4 or MOV file, fragmented or not; undefined when its tables cannot be read. */
export async function tableOfMovie(
  source: ByteSource,
  container: VideoContainer,
  sha256: Sha256,
): Promise<FrameTable | undefined> {
  const video = await readMovieVideo(source, container.track.id)
  if (!video) return undefined
  const { track, samples, spans } = video
  const avcRecord = childOf(track.entry.boxes, 'avcC')
  const knowledge = avcRecord ? await findOrder(source, samples, avcRecord) : noKnowledge
  const facts = {
    ...container.facts,
    codec: codecOfFourCharacters(track.entry.format),
    rotation: track.rotation,
    // mediabunny gives it only as far as whole pixels of the widened picture tell.
    pixelAspect: track.entry.pixelAspect ?? container.facts.pixelAspect,
    timeBase: { num: 1, den: track.timescale },
    layout: 'plain' as const,
  }
  return makeFrameTable(facts, samples, spans, knowledge, sha256)
}
