import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { asservat, run, sealTo } from './command-line.ts'
import { recordClip } from './evidence-folder.ts'
import { Office, scratch } from './office.ts'

const work = scratch('frames')
const at = (name: string): string => join(work, name)

const table = z.strictObject({
  codec: z.string().min(1),
  width: z.int().positive(),
  height: z.int().positive(),
  timeBase: z.string().regex(/^\d+\/\d+$/),
  frames: z.array(z.strictObject({ index: z.int(), pts: z.int(), key: z.boolean() })).min(1),
  hidden: z.array(z.looseObject({ pts: z.int() })),
})

const probed = z.object({
  streams: z.tuple([
    z.object({ codec_name: z.string(), width: z.number(), height: z.number(), time_base: z.string() }),
  ]),
  frames: z.array(z.object({ key_frame: z.number(), pts: z.number() })),
})

/** What `frames --json` and ffprobe say of a clip, in one form. */
function both(file: string, clip = file): { ours: unknown; theirs: unknown; hidden: number } {
  const { code, out } = asservat('frames', clip, '--json')
  expect(code).toBe(0)
  const { hidden, ...ours } = table.parse(JSON.parse(out))
  const entries = 'stream=codec_name,width,height,time_base:frame=pts,key_frame'
  const words = ['-v', 'quiet', '-select_streams', 'v:0', '-show_entries', entries, '-of', 'json', file]
  const { streams, frames } = probed.parse(JSON.parse(run('ffprobe', words).out))
  const [{ codec_name: codec, width, height, time_base: timeBase }] = streams
  const shown = frames.toSorted((one, other) => one.pts - other.pts)
  const listed = shown.map(({ pts, key_frame }, index) => ({ index, pts, key: key_frame === 1 }))
  return { ours, theirs: { codec, width, height, timeBase, frames: listed }, hidden: hidden.length }
}

const h264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p']
const clips: [string, string[]][] = [
  ['plain.mp4', [...h264, '-bf', '3', '-g', '12']],
  ['without-b.mov', [...h264, '-bf', '0']],
  ['fragments.mp4', [...h264, '-bf', '2', '-movflags', 'frag_keyframe+empty_moov']],
  ['without-edit-list.mp4', [...h264, '-bf', '2', '-use_editlist', '0']],
  ['late.mp4', [...h264, '-output_ts_offset', '5']],
  ['uneven.mp4', [...h264, '-vf', "select='mod(n,3)'", '-fps_mode', 'vfr']],
  ['matroska.mkv', [...h264, '-bf', '2']],
  ['vp9.webm', ['-c:v', 'libvpx-vp9', '-cpu-used', '8', '-b:v', '200k']],
  ['stream.ts', [...h264, '-bf', '2']],
  [
    'hevc.mp4',
    ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-preset', 'ultrafast', '-tag:v', 'hvc1'],
  ],
]

test.each(clips)(
  '%s: number, time stamp and key frame of every shown frame are those of ffprobe',
  (name, words) => {
    recordClip(at(name), ...words)
    const { ours, theirs, hidden } = both(at(name))
    expect(ours).toEqual(theirs)
    expect(hidden).toBe(0)
  },
)

test('a clip cut by an edit list: what it hides stands under hidden alone', () => {
  recordClip(at('whole.mp4'), ...h264, '-bf', '3', '-g', '12', '-x264-params', 'open-gop=1')
  expect(
    run('ffmpeg', ['-v', 'error', '-ss', '0.6', '-i', at('whole.mp4'), '-c', 'copy', at('cut.mp4')]).code,
  ).toBe(0)
  const { ours, theirs, hidden } = both(at('cut.mp4'))
  expect(ours).toEqual(theirs)
  expect(hidden).toBeGreaterThan(0)
})

const samples = ['handheld-cup.mp4', 'handheld-box.mp4'].map((name) =>
  join(import.meta.dirname, '../../../../shared/samples', name),
)

test.skipIf(!samples.every((file) => existsSync(file)))(
  'real recordings beside the checkout agree as well',
  () => {
    for (const file of samples) {
      const { ours, theirs } = both(file)
      expect(ours).toEqual(theirs)
    }
  },
)

beforeAll(() => {
  const office = new Office(at('office'))
  office.root('root')
  office.leaf('device')
  mkdirSync(at('evidence'))
  recordClip(at('evidence/Kamera #1.mp4'))
  writeFileSync(at('case.json'), '{}')
  sealTo(at('bundle.asice'), at('evidence'), at('case.json'), office.identity('device'))
})

test('BUNDLE#CLIP names a clip in a bundle; # splits at the last one unless such a file exists', () => {
  const clip = at('evidence/Kamera #1.mp4')
  copyFileSync(at('bundle.asice'), at('Fall #7.asice'))
  const expected = both(clip).theirs
  for (const name of [`${at('bundle.asice')}#clips/0001.mp4`, `${at('Fall #7.asice')}#clips/0001.mp4`]) {
    expect(both(clip, name).ours).toEqual(expected)
  }
})

test('what holds no picture ends with 3, a sentence on stderr, and nothing on stdout', () => {
  writeFileSync(at('empty.mp4'), '')
  writeFileSync(at('text.mp4'), 'kein Film\n')
  recordClip(at('sound.m4a'), '-f', 'lavfi', '-i', 'sine=d=1', '-map', '1:a', '-c:a', 'aac')
  const bundle = at('bundle.asice')
  const names = ['empty.mp4', 'text.mp4', 'sound.m4a', 'none.mp4', 'evidence'].map(at)
  const endings = [...names, bundle, `${bundle}#clips/0002.mp4`, `${bundle}#`].map((name) =>
    asservat('frames', name, '--json'),
  )
  expect(endings.map(({ code, out, err }) => [code, out, err.length > 20])).toEqual(
    endings.map(() => [3, '', true]),
  )
})
