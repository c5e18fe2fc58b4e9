import type { ByteSource, Sha256 } from '../core/bytes.ts'
import { codecOfMatroska } from '../core/clip/codec-names.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import { findOrder } from '../core/clip/h264/find-order.ts'
import { unedited } from '../core/clip/isobmff/edits.ts'
import { makeFrameTable, noKnowledge, type SampleKnowledge } from '../core/clip/make-frame-table.ts'
import { readMatroska, type MatroskaTrack } from '../core/clip/matroska/blocks.ts'
import type { VideoContainer } from './container-facts.ts'

/** The frame table of a Matroska or WebM file. The whole file is walked: only there do all its times stand. */
export async function tableOfMatroska(
  source: ByteSource,
  container: VideoContainer,
  sha256: Sha256,
): Promise<FrameTable | undefined> {
  const track = await readMatroska(source)
  if (!track) return undefined
  const facts = {
    ...container.facts,
    codec: codecOfMatroska(track.codec, track.fourCharacters),
    timeBase: track.timeBase,
    layout: track.transformed ? ('packed' as const) : ('plain' as const),
  }
  const knowledge = await knowledgeOf(source, track, container)
  return makeFrameTable(facts, track.samples, unedited, knowledge, sha256)
}

async function knowledgeOf(
  source: ByteSource,
  track: MatroskaTrack,
  container: VideoContainer,
): Promise<SampleKnowledge> {
  const record = container.facts.decoder?.description
  if (track.codec === 'V_MPEG4/ISO/AVC' && record && !track.transformed) {
    return findOrder(source, track.samples, record)
  }
  const never = new Map<number, 'reference'>()
  // RFC 6386, 9.1: bit 4 of the frame tag says whether the picture is shown.
  if (track.codec === 'V_VP8' && !track.transformed) {
    track.firstBytes.forEach((byte, sample) => {
      if ((byte & 0x10) === 0) never.set(sample, 'reference')
    })
  }
  return { ...noKnowledge, never }
}
