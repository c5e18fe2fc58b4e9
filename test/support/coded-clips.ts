import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drawCode, readCode } from './code-row.ts'

/** A kind of file that recorders make, and how ffmpeg makes a small one with burnt-in frame numbers. */
export interface CodedClip {
  readonly name: string
  readonly file: string
  readonly size: readonly [number, number]
  readonly frames: number
  /** Options after the input; the last word but the file's name. */
  readonly coding: readonly string[]
  /** A second run that only repacks what the first one made: options before and after its input. */
  readonly repack?: { readonly before: readonly string[]; readonly after: readonly string[] }
  readonly mediaType: string
}

const folder = fileURLToPath(new URL('../../build/test-clips/', import.meta.url))
const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p']
const gop = (length: number, more = ''): string[] => [
  '-x264-params',
  `keyint=${length}:min-keyint=1:scenecut=0${more}`,
]
const aac = ['-c:a', 'aac', '-b:a', '48k']
const half: readonly [number, number] = [320, 180]
const coded = (
  name: string,
  file: string,
  coding: readonly string[],
  more: Partial<CodedClip> = {},
): CodedClip => ({
  name,
  file,
  size: half,
  frames: 48,
  coding,
  mediaType: {
    mp4: 'video/mp4',
    mov: 'video/quicktime',
    mkv: 'video/x-matroska',
    webm: 'video/webm',
    ts: 'video/mp2t',
  }[file.split('.').at(-1) ?? ''] as string,
  ...more,
})

/** One clip for each row of the table of containers and oddities that the player must count exactly. */
export const codedClips: readonly CodedClip[] = [
  coded('MP4 with B-frames', 'b-frames.mp4', [...x264, ...gop(12, ':bframes=3'), ...aac]),
  coded('MP4 of one long group', 'long-gop.mp4', [...x264, ...gop(250, ':bframes=2')], { frames: 60 }),
  coded('MP4 with open groups', 'open-gop.mp4', [...x264, ...gop(12, ':bframes=3:open-gop=1'), ...aac]),
  coded('MP4 without B-frames', 'baseline.mp4', [...x264, '-profile:v', 'baseline', ...gop(10), ...aac]),
  coded('MP4 of varying frame rate', 'varying.mp4', [
    '-vf',
    'setpts=(N+floor(N/5)*1.3+mod(N\\,3)*0.21)/(25*TB)',
    '-fps_mode',
    'vfr',
    '-video_track_timescale',
    '90000',
    ...x264,
    ...gop(12, ':bframes=2'),
  ]),
  coded('MP4 with an edit list over pre-roll', 'edit-list.mp4', [...x264, ...gop(15, ':bframes=2'), ...aac], {
    repack: { before: ['-ss', '0.9'], after: ['-c', 'copy'] },
  }),
  coded('MP4 cut in decode order', 'cut.mp4', [...x264, ...gop(15, ':bframes=3'), ...aac], {
    repack: { before: [], after: ['-t', '1.1', '-c', 'copy'] },
  }),
  coded('MP4 that starts late', 'late-start.mp4', [...x264, ...gop(12), ...aac, '-output_ts_offset', '5']),
  coded('MP4 without reorder data', 'no-reorder.mp4', [...x264, ...gop(24, ':bframes=3')], {
    repack: { before: [], after: ['-c', 'copy', '-bsf:v', 'setts=pts=DTS'] },
  }),
  coded('fragmented MP4', 'fragmented.mp4', [
    ...x264,
    ...gop(12, ':bframes=2'),
    ...aac,
    '-movflags',
    'frag_keyframe+empty_moov+default_base_moof',
  ]),
  coded('rotated MP4', 'rotated.mp4', [...x264, ...gop(12)], {
    repack: { before: [], after: ['-c', 'copy', '-metadata:s:v:0', 'rotate=90'] },
  }),
  coded('MP4 with non-square pixels', 'wide-pixels.mp4', ['-vf', 'setsar=16/11', ...x264, ...gop(12)]),
  coded('MOV', 'clip.mov', [...x264, ...gop(12, ':bframes=2'), ...aac]),
  coded('MKV with sound', 'sound.mkv', [...x264, ...gop(12, ':bframes=2'), ...aac]),
  coded('WebM with VP9', 'vp9.webm', [
    '-c:v',
    'libvpx-vp9',
    '-pix_fmt',
    'yuv420p',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-g',
    '16',
    '-c:a',
    'libopus',
  ]),
  coded('WebM with VP8', 'vp8.webm', [
    '-c:v',
    'libvpx',
    '-pix_fmt',
    'yuv420p',
    '-deadline',
    'good',
    '-cpu-used',
    '5',
    '-auto-alt-ref',
    '1',
    '-lag-in-frames',
    '16',
    '-g',
    '16',
    '-b:v',
    '600k',
  ]),
  coded(
    'MP4 with AV1',
    'av1.mp4',
    ['-c:v', 'libsvtav1', '-pix_fmt', 'yuv420p', '-preset', '10', '-g', '16'],
    { frames: 32 },
  ),
  coded('transport stream', 'clip.ts', [...x264, ...gop(12, ':bframes=2'), ...aac]),
  coded('4K MP4', '4k.mp4', [...x264, ...gop(6, ':bframes=2')], { size: [3840, 2160], frames: 12 }),
]

/** Path of the clip; made by ffmpeg when this exact one is not there yet. */
export function codedClip(clip: CodedClip): string {
  const recipe = createHash('sha256').update(JSON.stringify(clip)).digest('hex').slice(0, 12)
  const path = `${folder}${recipe}-${clip.file}`
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const made = `${folder}${process.pid}-making-${clip.file}`
  const first = clip.repack ? `${folder}${process.pid}-first-${clip.file}` : made
  ffmpeg([...pictures(clip), ...clip.coding, first], rawFrames(clip))
  if (clip.repack) ffmpeg(['-y', ...clip.repack.before, '-i', first, ...clip.repack.after, made])
  renameSync(made, path)
  return path
}

function pictures({ size, frames, coding }: CodedClip): string[] {
  const sound = coding.includes('-c:a')
    ? ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${frames / 25}`]
    : []
  return ['-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size.join('x'), '-r', '25', '-i', '-', ...sound]
}

/** A slanted gradient that drifts, so that neighbours differ everywhere, with the number burnt in. */
function rawFrames({ size: [width, height], frames }: CodedClip): Buffer {
  const all = Buffer.alloc(width * height * 3 * frames)
  for (let frame = 0; frame < frames; frame++) {
    const picture = all.subarray(frame * width * height * 3, (frame + 1) * width * height * 3)
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at += 3) {
        picture[at] = ((x + frame * 5) >> 1) & 255
        picture[at + 1] = ((y + frame * 3) >> 1) & 255
        picture[at + 2] = ((x + y - frame * 2) >> 2) & 255
      }
    }
    drawCode(picture, width, height, frame)
  }
  return all
}

export function ffmpeg(words: readonly string[], input?: Buffer): Buffer {
  const run = spawnSync('ffmpeg', ['-v', 'error', ...words], { input, maxBuffer: 1 << 30 })
  if (run.status !== 0) throw new Error(`ffmpeg ${words.join(' ')}: ${run.stderr.toString()}`)
  return run.stdout
}

/** The numbers burnt into the pictures that ffmpeg shows, in its order: what every player must show. */
export function shownByFfmpeg(
  path: string,
  [width, height]: readonly [number, number],
): (number | undefined)[] {
  const cached = `${path}.shown.json`
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8')) as (number | undefined)[]
  const raw = ffmpeg([
    '-noautorotate',
    '-i',
    path,
    '-map',
    '0:v:0',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  ])
  const size = width * height * 3
  const shown = Array.from({ length: raw.length / size }, (_, i) =>
    readCode(raw.subarray(i * size, (i + 1) * size), width, height, 3),
  )
  writeFileSync(cached, JSON.stringify(shown))
  return shown
}

/** SHA-256 of the planes of each picture that ffmpeg shows, in its order, as YUV 4:2:0; named of full range where they are, or ffmpeg would change them. */
export function planesByFfmpeg(
  path: string,
  [width, height]: readonly [number, number],
  pixels: 'yuv420p' | 'yuvj420p' = 'yuv420p',
): string[] {
  const show = ['-noautorotate', '-i', path, '-map', '0:v:0', '-fps_mode', 'passthrough']
  const raw = ffmpeg([...show, '-f', 'rawvideo', '-pix_fmt', pixels, '-'])
  const size = (width * height * 3) / 2
  return Array.from({ length: raw.length / size }, (_, i) =>
    createHash('sha256')
      .update(raw.subarray(i * size, (i + 1) * size))
      .digest('hex'),
  )
}

export interface ProbedFrame {
  readonly pts: number
  readonly key: boolean
}

/** The pictures that ffprobe shows, in its order. */
export function probeFrames(path: string): ProbedFrame[] {
  const words = [
    '-v',
    'quiet',
    '-select_streams',
    'v:0',
    '-show_entries',
    'frame=pts,key_frame',
    '-of',
    'json',
    path,
  ]
  const run = spawnSync('ffprobe', words, { maxBuffer: 1 << 28 })
  const { frames } = JSON.parse(run.stdout.toString()) as { frames: { pts: number; key_frame: number }[] }
  return frames.map(({ pts, key_frame }) => ({ pts, key: key_frame === 1 }))
}

/** Where the sample of each shown picture lies by ffprobe. */
export function probePlaces(path: string): { offset: number; size: number }[] {
  const entries = 'frame=pkt_pos,pkt_size'
  const words = ['-v', 'quiet', '-select_streams', 'v:0', '-show_entries', entries, '-of', 'json', path]
  const run = spawnSync('ffprobe', words, { maxBuffer: 1 << 28 })
  const { frames } = JSON.parse(run.stdout.toString()) as { frames: { pkt_pos: string; pkt_size: string }[] }
  return frames.map(({ pkt_pos, pkt_size }) => ({ offset: Number(pkt_pos), size: Number(pkt_size) }))
}

/** Codec, size and time base of the first picture stream as ffprobe names them. */
export function probeStream(path: string): {
  codec: string
  width: number
  height: number
  timeBase: string
} {
  const entries = 'stream=codec_name,width,height,time_base'
  const words = ['-v', 'quiet', '-select_streams', 'v:0', '-show_entries', entries, '-of', 'json', path]
  const run = spawnSync('ffprobe', words)
  const { streams } = JSON.parse(run.stdout.toString()) as {
    streams: { codec_name: string; width: number; height: number; time_base: string }[]
  }
  const [stream] = streams
  if (!stream) throw new Error(`no picture stream in ${path}`)
  return { codec: stream.codec_name, width: stream.width, height: stream.height, timeBase: stream.time_base }
}
