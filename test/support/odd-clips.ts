import { readFileSync, writeFileSync } from 'node:fs'
import { codedClip, codedClips, ffmpeg, type CodedClip } from './coded-clips.ts'

/** Recordings of kinds that are seldom seen, by what is odd about them. */
export interface OddClip {
  readonly name: string
  readonly path: string
  readonly size: readonly [number, number]
  readonly mediaType: string
}

/** Made from the plain clips by repacking, so that they cost next to nothing. */
interface Recipe {
  readonly name: string
  readonly from: string
  readonly file: string
  readonly mediaType: string
  readonly words: readonly string[]
}

const mp4 = { from: 'b-frames.mp4', mediaType: 'video/mp4' }
const copy = ['-map', '0:v:0', '-map', '0:a:0?', '-c', 'copy']
const recipes: readonly Recipe[] = [
  {
    ...mp4,
    name: 'MP4 with negative shifts',
    file: 'odd-shifts.mp4',
    words: [...copy, '-movflags', '+negative_cts_offsets'],
  },
  {
    ...mp4,
    name: 'MP4 with parameter sets in the pictures',
    file: 'odd-avc3.mp4',
    words: [...copy, '-tag:v', 'avc3'],
  },
  {
    ...mp4,
    name: 'MP4 for streaming, with segment index',
    file: 'odd-dash.mp4',
    words: [...copy, '-movflags', '+dash+frag_keyframe+empty_moov+global_sidx'],
  },
  {
    ...mp4,
    name: 'MP4 of a fragment a picture',
    file: 'odd-fragments.mp4',
    words: [...copy, '-movflags', '+frag_every_frame+empty_moov+default_base_moof'],
  },
  {
    ...mp4,
    name: 'fragmented MP4 with open groups',
    from: 'open-gop.mp4',
    file: 'odd-open.mp4',
    words: [...copy, '-movflags', '+frag_keyframe+empty_moov'],
  },
  {
    ...mp4,
    name: 'MP4 whose pictures begin after its sound',
    file: 'odd-late.mp4',
    words: ['-itsoffset', '1.5'],
  },
  {
    ...mp4,
    name: 'MOV with a time code track',
    file: 'odd-timecode.mov',
    mediaType: 'video/quicktime',
    words: [...copy, '-timecode', '10:00:00:00'],
  },
  {
    ...mp4,
    name: 'MKV with open groups, written live',
    from: 'open-gop.mp4',
    file: 'odd-live.mkv',
    mediaType: 'video/x-matroska',
    words: [...copy, '-live', '1', '-cluster_time_limit', '100'],
  },
  {
    ...mp4,
    name: 'transport stream with open groups',
    from: 'open-gop.mp4',
    file: 'odd-open.ts',
    mediaType: 'video/mp2t',
    words: copy,
  },
  {
    ...mp4,
    name: 'transport stream whose clock runs over',
    file: 'odd-wrap.ts',
    mediaType: 'video/mp2t',
    words: [...copy, '-output_ts_offset', '95442.5'],
  },
  {
    ...mp4,
    name: 'transport stream of a camcorder',
    file: 'odd-camcorder.m2ts',
    mediaType: 'video/mp2t',
    words: [...copy, '-mpegts_m2ts_mode', '1', '-f', 'mpegts'],
  },
  {
    ...mp4,
    name: 'interlaced transport stream',
    file: 'odd-interlaced.ts',
    mediaType: 'video/mp2t',
    words: [
      '-an',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-flags',
      '+ildct+ilme',
      '-x264-params',
      'keyint=12:bframes=2:tff=1',
    ],
  },
  {
    ...mp4,
    name: 'MP4 of full range',
    file: 'odd-range.mp4',
    words: [
      '-an',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-pix_fmt',
      'yuvj420p',
      '-color_range',
      'pc',
      '-x264-params',
      'keyint=12:bframes=2',
    ],
  },
  {
    ...mp4,
    name: 'WebM with VP9 pictures that are never shown',
    file: 'odd-hidden.webm',
    mediaType: 'video/webm',
    words: [
      '-an',
      '-c:v',
      'libvpx-vp9',
      '-deadline',
      'good',
      '-cpu-used',
      '5',
      '-auto-alt-ref',
      '1',
      '-lag-in-frames',
      '25',
      '-g',
      '50',
      '-b:v',
      '300k',
    ],
  },
  { ...mp4, name: 'MP4 of recordings joined without being coded anew', file: 'odd-joined.mp4', words: copy },
]

/** All of them; the first run makes them. */
export function oddClips(): readonly OddClip[] {
  return [...recipes.map(made), joinedStreams()]
}

function source(file: string): CodedClip & { readonly path: string } {
  const clip = codedClips.find((each) => each.file === file)
  if (!clip) throw new Error(`no clip ${file}`)
  return { ...clip, path: codedClip(clip) }
}

function made({ name, from, file, mediaType, words }: Recipe): OddClip {
  const { path: input, size } = source(from)
  const path = `${input}.${file}`
  if (file === 'odd-late.mp4') {
    ffmpeg(['-y', ...words, '-i', input, '-i', input, '-map', '0:v', '-map', '1:a', '-c', 'copy', path])
  } else if (file === 'odd-joined.mp4') {
    const list = `${path}.txt`
    writeFileSync(list, `file '${input}'\nfile '${source('open-gop.mp4').path}'\n`)
    ffmpeg(['-y', '-f', 'concat', '-safe', '0', '-i', list, ...words, path])
  } else ffmpeg(['-y', '-i', input, ...words, path])
  return { name, path, size, mediaType }
}

/** Two recordings in one file, as a recorder leaves them that was switched off and on: the same times stand twice. */
function joinedStreams(): OddClip {
  const { path: input, size } = source('clip.ts')
  const path = `${input}.odd-joined.ts`
  const bytes = readFileSync(input)
  writeFileSync(path, Buffer.concat([bytes, bytes]))
  return { name: 'transport stream of two recordings', path, size, mediaType: 'video/mp2t' }
}
