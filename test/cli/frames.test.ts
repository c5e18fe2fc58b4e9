import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { frames } from '../../main/cli/frames.ts'
import { judgingFor } from '../../main/judge.ts'
import { phrasesIn } from '../../main/phrases.ts'
import { placesFrom } from '../../main/places.ts'
import { root } from '../support/checkout.ts'
import { makeBundle } from '../support/make-bundle.ts'
import { makeOffice } from '../support/pki.ts'
import {
  codedClip,
  codedClips,
  ffmpeg,
  probeFrames,
  probePlaces,
  probeStream,
} from '../support/coded-clips.ts'

const folder = mkdtempSync(join(tmpdir(), 'asservat-frames-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the verb prints as JSON, what it says otherwise, and its exit code. */
async function run(...words: string[]): Promise<{ code: number; json: unknown; said: string }> {
  const [out, err]: [string[], string[]] = [[], []]
  const streams = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
  const judging = async () => {
    const made = await judgingFor(placesFrom(root), { home: folder })
    if (!made.ok) throw new Error(made.failure.code)
    return made.value
  }
  const code = await frames(words, streams, phrasesIn('en'), judging)
  return {
    code,
    json: out.length > 0 ? (JSON.parse(out.join('\n')) as unknown) : undefined,
    said: err.join('\n'),
  }
}

/** The contract of `frames --json`, filled in by ffprobe. */
function expectedOf(path: string): unknown {
  const list = probeFrames(path).map(({ pts, key }, index) => ({ index, pts, key }))
  return { ...probeStream(path), frames: list }
}

test.each(['b-frames.mp4', 'edit-list.mp4', 'varying.mp4', 'sound.mkv', 'clip.ts'])(
  'for %s it prints codec, size, time base and every shown frame as ffprobe has them',
  async (file) => {
    const path = codedClip(codedClips.find((clip) => clip.file === file) ?? never())
    const { code, json } = await run(path, '--json')
    expect(code).toBe(0)
    expect({ ...(json as object), hidden: undefined }).toEqual({
      ...(expectedOf(path) as object),
      hidden: undefined,
    })
  },
)

test('a clip of a bundle is named behind the last #, and counted as the same file by itself', async () => {
  const bundle = join(root, 'resources', 'sample', 'sample.asice')
  const path = join(folder, 'with#sign.mp4')
  writeFileSync(path, execFileSync('unzip', ['-p', bundle, 'clips/0003.mp4'], { maxBuffer: 1 << 26 }))
  const inside = await run(`${bundle}#handheld-cup.mp4`, '--json')
  expect(inside).toEqual(await run(path, '--json'))
  expect({ ...(inside.json as object), hidden: undefined }).toEqual({
    ...(expectedOf(path) as object),
    hidden: undefined,
  })
})

test('of a recording that was cut off it says which frames of its own table are not there', async () => {
  const whole = codedClip(codedClips.find(({ file }) => file === 'baseline.mp4') ?? never())
  const front = join(folder, 'front.mp4')
  ffmpeg(['-y', '-i', whole, '-c', 'copy', '-movflags', '+faststart', front])
  const cut = join(folder, 'cut.mp4')
  writeFileSync(cut, readFileSync(front).subarray(0, Math.floor(statSync(front).size * 0.6)))
  const places = probePlaces(front)
  const first = places.findIndex(({ offset, size }) => offset + size > statSync(cut).size)
  const { code, json } = await run(cut, '--json')
  expect(code).toBe(0)
  expect((json as { missing?: unknown }).missing).toEqual([{ from: first, to: places.length - 1 }])
  expect((await run(front, '--json')).json).not.toHaveProperty('missing')
})

const avi = join(root, '..', 'shared', 'samples', 'surveillance-vtest.avi')
test.skipIf(!existsSync(avi))(
  'a recording that cannot be shown is named with its codec (needs the shared samples)',
  async () => {
    const { code, said } = await run(avi, '--json')
    expect(code).toBe(3)
    expect(said).toContain('surveillance-vtest.avi')
    expect(said).toContain('msmpeg4v3')
  },
)

test('a clip that is not in the bundle is no clip', async () => {
  const { code, json } = await run(`${join(root, 'resources', 'sample', 'sample.asice')}#none.mp4`, '--json')
  expect([code, json]).toEqual([3, undefined])
})

function never(): never {
  throw new Error('no such clip')
}

test('a clip that the bundle does not hold, and a bundle that is not to be played, are called so', async () => {
  const office = makeOffice()
  const bundle = await makeBundle(office.identity, { clips: [new Uint8Array(10)] })
  const path = join(folder, 'bundle.asice')
  writeFileSync(path, bundle)
  expect((await run(`${path}#7`)).said).toContain('holds no clip “7”')
  bundle[bundle.length - 1] = 1
  writeFileSync(path, bundle)
  expect((await run(`${path}#1`)).said).toContain('bundle.asice')
  expect((await run(`${path}#1`)).said).not.toContain('not found')
})
