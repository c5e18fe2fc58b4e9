import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { maskedAt } from '../../main/core/redaction/plan.ts'
import { root } from '../support/checkout.ts'
import { asUser, folderForUser, noSandboxReason } from '../support/launch-app.ts'
import { stagedApplication } from '../support/staged-application.ts'
import { startDisplay } from '../support/virtual-display.ts'

const sample = join(root, 'resources', 'sample')
const size = { frames: 217, width: 640, height: 480 }
const ground = { reason: 'Unbeteiligte Person', legalBasis: '§ 32f StPO' }
const keys = [
  { frame: 0, x: 101, y: 81, width: 121, height: 159 },
  { frame: 216, x: 379, y: 200, width: 121, height: 161 },
]
const plan = {
  format: 'asservat-redaction-plan/1',
  masks: [{ from: 0, to: 216, ...ground, keys }],
  mutes: [{ from: 50, to: 100, ...ground }],
}

/** The application as a user without privileges has it, sandbox on. */
async function redacted(folder: string): Promise<void> {
  const [program = '', ...before] = asUser
  const { electron, folder: application } = stagedApplication(asUser)
  const display = await startDisplay(asUser)
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder, DISPLAY: display.name }
  const bundle = `${join(application, 'resources', 'sample', 'sample.asice')}#handheld-cup.mp4`
  const words = ['redact', bundle, '--plan', join(folder, 'plan.json'), '--out', join(folder, 'out')]
  try {
    execFileSync(program, [...before, electron, application, ...words], { env, stdio: 'pipe' })
  } finally {
    display.stop()
  }
}

function inside(bundle: string, path: string): Buffer {
  return execFileSync('unzip', ['-p', bundle, path], { maxBuffer: 64 << 20 })
}

/** Every frame's luma, as another decoder sees it; one frame a packet, none doubled or left out. */
function lumaOf(clip: string): Buffer {
  const words = [
    '-v',
    'error',
    '-i',
    clip,
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    '-',
  ]
  return execFileSync('ffmpeg', words, { maxBuffer: 256 << 20 })
}

function loudest(clip: string, from: number, to: number): number {
  const words = [
    '-v',
    'error',
    '-i',
    clip,
    '-ss',
    String(from),
    '-to',
    String(to),
    '-f',
    's16le',
    '-ac',
    '1',
    '-',
  ]
  const sound = execFileSync('ffmpeg', words, { maxBuffer: 64 << 20 })
  let most = 0
  for (let at = 0; at + 1 < sound.length; at += 2) most = Math.max(most, Math.abs(sound.readInt16LE(at)))
  return most
}

interface Frame {
  /** Brightest pixel where the mask lies, and how far the rest is from the original on average. */
  readonly brightest: number
  readonly difference: number
}

function compare(original: Buffer, copy: Buffer, frame: number): Frame {
  const { width, height } = size
  const start = frame * width * height
  const [mask] = maskedAt(plan, frame, size)
  if (!mask) throw new Error(`no mask at ${frame}`)
  let [brightest, sum, count] = [0, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = start + y * width + x
      const hidden = x >= mask.x && x < mask.x + mask.width && y >= mask.y && y < mask.y + mask.height
      // What was under the drawn place must be black up to its edge.
      if (hidden) brightest = Math.max(brightest, copy[at] ?? 255)
      else {
        sum += Math.abs((copy[at] ?? 0) - (original[at] ?? 0))
        count++
      }
    }
  }
  return { brightest, difference: sum / count }
}

test.skipIf(noSandboxReason !== undefined)(
  'no frame of a redacted copy shows what was hidden, none is missing, and the rest is as it was',
  { timeout: 120_000 },
  async () => {
    const folder = folderForUser('redaction')
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan))
    chmodSync(join(folder, 'plan.json'), 0o644)
    const before = createHash('sha256')
      .update(readFileSync(join(sample, 'sample.asice')))
      .digest('hex')
    await redacted(folder)
    const bundle = join(folder, 'out', 'redacted.asice')
    const clips = { original: join(folder, 'original.mp4'), copy: join(folder, 'copy.mp4') }
    writeFileSync(clips.original, inside(join(sample, 'sample.asice'), 'clips/0003.mp4'))
    writeFileSync(clips.copy, inside(bundle, 'clips/0001.mp4'))

    const [original, copy] = [lumaOf(clips.original), lumaOf(clips.copy)]
    expect(copy.length).toBe(original.length)
    const frames = Array.from({ length: size.frames }, (_, frame) => compare(original, copy, frame))
    const unmasked = frames.flatMap(({ brightest }, frame) => (brightest > 48 ? [{ frame, brightest }] : []))
    expect(unmasked).toEqual([])
    expect(frames.filter(({ difference }) => difference > 6)).toEqual([])

    // Frames 50 to 100 of 26.8 a second.
    expect(loudest(clips.copy, 1.87, 3.77)).toBeLessThan(8)
    expect(loudest(clips.copy, 4.2, 7.5)).toBe(loudest(clips.original, 4.2, 7.5))

    const log = JSON.parse(readFileSync(join(folder, 'out', 'redaction.json'), 'utf8'))
    expect([log.masks, log.mutes]).toEqual([plan.masks, plan.mutes])
    expect(log.source).toMatchObject({
      clip: { sha256: createHash('sha256').update(readFileSync(clips.original)).digest('hex') },
      verdict: { indication: 'TOTAL-PASSED' },
    })
    expect(log.result).toMatchObject({
      sha256: createHash('sha256').update(readFileSync(clips.copy)).digest('hex'),
      sound: 'silenced',
    })
    const cli = [join(root, 'build', 'main', 'cli.js'), 'verify', bundle, '--trust', join(sample, 'trust')]
    expect(execFileSync(process.execPath, cli).toString()).toContain('TOTAL-PASSED')
    const after = createHash('sha256')
      .update(readFileSync(join(sample, 'sample.asice')))
      .digest('hex')
    expect(after).toBe(before)
  },
)
