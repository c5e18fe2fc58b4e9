import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { identityFrom } from '../../main/cli/identity-from.ts'
import { root } from '../support/checkout.ts'
import { asUser, folderForUser, noSandboxReason } from '../support/launch-app.ts'
import { caseId } from '../support/ledger-annotation.ts'
import { makePorts, nativeBinding } from '../support/ledger-identity.ts'
import { compareClips, inside, loudest } from '../support/redacted-frames.ts'
import { stagedApplication } from '../support/staged-application.ts'
import { startDisplay } from '../support/virtual-display.ts'

const sample = join(root, 'resources', 'sample')
const trust = ['--trust', join(sample, 'trust')]
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

/** `redact` of the application as a user without privileges has it, sandbox on. */
async function redact(folder: string, words: readonly string[]): Promise<void> {
  const [program = '', ...before] = asUser
  const { electron, folder: application } = stagedApplication(asUser)
  const display = await startDisplay(asUser)
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder, DISPLAY: display.name }
  try {
    execFileSync(program, [...before, electron, application, 'redact', ...words], { env, stdio: 'pipe' })
  } finally {
    display.stop()
  }
}

function put(folder: string, name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  chmodSync(join(folder, name), 0o644)
  return join(folder, name)
}

function asservat(...words: readonly string[]): string {
  return execFileSync(process.execPath, [join(root, 'build', 'main', 'cli.js'), ...words]).toString()
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

test.skipIf(noSandboxReason !== undefined)(
  'no frame of a redacted copy shows what was hidden, none is missing, and the rest is as it was',
  { timeout: 120_000 },
  async () => {
    const folder = folderForUser('redaction')
    const before = sha256(readFileSync(join(sample, 'sample.asice')))
    const { folder: application } = stagedApplication(asUser)
    const source = `${join(application, 'resources', 'sample', 'sample.asice')}#handheld-cup.mp4`
    const planned = put(folder, 'plan.json', JSON.stringify(plan))
    await redact(folder, [source, '--plan', planned, '--out', join(folder, 'out')])
    const bundle = join(folder, 'out', 'redacted.asice')
    const original = put(folder, 'original.mp4', inside(join(sample, 'sample.asice'), 'clips/0003.mp4'))
    const copy = put(folder, 'copy.mp4', inside(bundle, 'clips/0001.mp4'))

    const frames = compareClips(original, copy, size, plan)
    expect(frames.filter(({ brightest }) => brightest > 48)).toEqual([])
    expect(frames.filter(({ difference }) => difference > 6)).toEqual([])

    // Frames 50 to 100 of 26.8 a second.
    expect(loudest(copy, 1.87, 3.77)).toBeLessThan(8)
    expect(loudest(copy, 4.2, 7.5)).toBe(loudest(original, 4.2, 7.5))

    const log = JSON.parse(readFileSync(join(folder, 'out', 'redaction.json'), 'utf8')) as Record<
      'masks' | 'mutes' | 'source' | 'result',
      unknown
    >
    expect([log.masks, log.mutes]).toEqual([plan.masks, plan.mutes])
    expect(log.source).toMatchObject({
      clip: { sha256: sha256(readFileSync(original)) },
      verdict: { indication: 'TOTAL-PASSED' },
    })
    expect(log.result).toMatchObject({ sha256: sha256(readFileSync(copy)), sound: 'silenced' })
    expect(asservat('verify', bundle, ...trust)).toContain('TOTAL-PASSED')
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['redacted.asice', 'redaction.json'])
    expect(sha256(readFileSync(join(sample, 'sample.asice')))).toBe(before)
  },
)

const secret = 'Zeugin-Anna-Beispiel'

/** A clip whose name, tags, stream and captions all say what must not leave. */
function tellingBundle(folder: string): string {
  const evidence = join(folder, 'evidence')
  mkdirSync(evidence)
  const clip = join(evidence, `${secret}.mp4`)
  const picture = '-f lavfi -i testsrc2=size=320x240:rate=25:duration=1 -c:v libx264'.split(' ')
  const said = ['-metadata', `title=${secret}`, '-metadata:s:v', `handler_name=${secret}`]
  const sei = ['-bsf:v', `h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+${secret}`]
  execFileSync('ffmpeg', ['-v', 'error', ...picture, ...said, ...sei, clip])
  writeFileSync(join(evidence, `${secret}.de.vtt`), `WEBVTT\n\n00:00.000 --> 00:01.000\n${secret}\n`)
  writeFileSync(join(evidence, 'Vermerk.txt'), secret)
  expect(readFileSync(clip).toString('latin1').split(secret).length).toBeGreaterThanOrEqual(4)
  const out = join(folder, 'bundle.asice')
  const written = put(folder, 'case.json', JSON.stringify({ case: { title: 'Einsatz Marktplatz' } }))
  const key = ['--key', join(sample, 'device.p12'), '--pass-file', join(sample, 'device.pass')]
  asservat('seal', evidence, '--case', written, ...key, '--out', out)
  chmodSync(out, 0o644)
  return out
}

/** A case's ledger that exists already, where the application may write to it. */
async function caseLedger(folder: string, words: readonly [string, string]): Promise<string> {
  const identity = await identityFrom(...words)
  if (!identity.ok) throw new Error(identity.failure.code)
  const file = join(folder, 'findings.ledger')
  const ports = makePorts()
  const opened = await openLedger({
    file,
    ledger: 'findings',
    caseId,
    identity: identity.value,
    ports,
    nativeBinding,
  })
  if (!opened.ok) throw new Error(opened.failure.code)
  await opened.value.close()
  return file
}

test.skipIf(noSandboxReason !== undefined)(
  'nothing that the original is called or carries besides its pictures is in the copy, and the ledger tells of it',
  { timeout: 120_000 },
  async () => {
    const folder = folderForUser('telling')
    const bundle = tellingBundle(folder)
    const key = [
      put(folder, 'key.p12', readFileSync(join(sample, 'reviewer.p12'))),
      put(folder, 'key.pass', readFileSync(join(sample, 'reviewer.pass'))),
    ] as const
    const ledger = await caseLedger(folder, key)
    for (const name of readdirSync(folder)) execFileSync('chown', ['-R', '65534:65534', join(folder, name)])
    cpSync(join(sample, 'trust'), join(folder, 'trust'), { recursive: true })
    const mask = { from: 0, to: 24, ...ground, keys: [{ frame: 0, x: 0, y: 0, width: 64, height: 64 }] }
    const planned = put(folder, 'plan.json', JSON.stringify({ format: plan.format, masks: [mask] }))
    const words = ['--key', key[0], '--pass-file', key[1], '--trust', join(folder, 'trust')]
    const made = [`${bundle}#1`, '--plan', planned, '--out', join(folder, 'out'), ...words]
    await redact(folder, [...made, '--ledger', ledger, '--recipient', 'Verteidigung'])

    const copy = join(folder, 'out', 'redacted.asice')
    expect(readFileSync(copy).toString('latin1')).not.toContain(secret)
    expect(readFileSync(join(folder, 'out', 'redaction.json'), 'utf8')).not.toContain(secret)

    const rows = execFileSync('sqlite3', [ledger, 'SELECT CAST(data AS TEXT) FROM payload']).toString()
    const told = rows.split('\n').filter((row) => row.includes('"recipient"'))
    expect(told.map((row): unknown => JSON.parse(row))).toEqual([
      {
        bundle: sha256(inside(bundle, 'META-INF/ASiCManifest001.xml')),
        clip: { path: 'clips/0001.mp4', sha256: sha256(inside(bundle, 'clips/0001.mp4')) },
        copy: {
          clip: sha256(inside(copy, 'clips/0001.mp4')),
          manifest: sha256(inside(copy, 'META-INF/ASiCManifest001.xml')),
          log: sha256(readFileSync(join(folder, 'out', 'redaction.json'))),
        },
        masks: 1,
        mutes: 0,
        recipient: 'Verteidigung',
      },
    ])
    const checker = join(root, 'test', 'support', 'ledger-checker.mjs')
    expect(JSON.parse(execFileSync(process.execPath, [checker, ledger]).toString())).toMatchObject({
      faults: [],
    })
  },
)
