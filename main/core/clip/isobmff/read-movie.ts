import type { ByteSource } from '../../bytes.ts'
import { SampleList, type CodedSamples } from '../coded-samples.ts'
import type { ShownSpan } from '../edit-list.ts'
import { topBoxes } from './box.ts'
import { spansOf, startAtPicture } from './edits.ts'
import { readFragments } from './fragments.ts'
import { parseMovie, type Movie, type MovieTrack } from './movie.ts'
import { parseSampleTable } from './sample-table.ts'

/** A movie box holds tables, not pictures: four days of video need less. */
const movieLimit = 512 * 1024 * 1024

/** A picture track of an MP4 or MOV file with all its samples, before and after fragmentation. */
export interface MovieVideo {
  readonly track: MovieTrack
  readonly samples: CodedSamples
  readonly spans: readonly ShownSpan[]
}

/** The picture track of this number. Undefined without a readable movie box or such a track. */
export async function readMovieVideo(source: ByteSource, id: number): Promise<MovieVideo | undefined> {
  const movie = await readMovie(source)
  const track = movie?.tracks.find((each) => each.handler === 'vide' && each.id === id)
  if (!movie || !track) return undefined
  const spans = spansOf(track.edits, movie.timescale, track.timescale, movie.fragmented)
  const table = parseSampleTable(track.stbl)
  if (!movie.fragmented)
    return table && { track, samples: table, spans: startAtPicture(spans, track.edits, table) }
  const list = new SampleList()
  if (table) for (let i = 0; i < table.count; i++) list.push(rowOf(table, i))
  return (await readFragments(source, track, list)) ? { track, samples: list.samples(), spans } : undefined
}

async function readMovie(source: ByteSource): Promise<Movie | undefined> {
  for await (const box of topBoxes(source)) {
    if (box.name !== 'moov') continue
    const length = box.end - box.body
    return length <= movieLimit ? parseMovie(await source.read(box.body, length)) : undefined
  }
  return undefined
}

function rowOf(samples: CodedSamples, at: number) {
  return {
    offset: samples.offset[at] ?? 0,
    size: samples.size[at] ?? 0,
    pts: samples.pts[at] ?? 0,
    duration: samples.duration[at] ?? 0,
    key: samples.key[at] === 1,
  }
}
