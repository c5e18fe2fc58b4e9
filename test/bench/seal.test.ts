import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { toHex, utf8 } from '../../main/core/bytes.ts'
import { canonicalBytes } from '../../main/core/canonical.ts'
import {
  chunkCount,
  chunkListPath,
  DEFAULT_CHUNK_SIZE,
  printChunkList,
} from '../../main/core/chunks/chunk-list.ts'
import { printManifest } from '../../main/core/container/asic-manifest.ts'
import { crc32 } from '../../main/core/container/crc32.ts'
import { ASIC_E } from '../../main/core/container/own-layout.ts'
import { directoryBytes, localHeader } from '../../main/core/container/pack-container.ts'
import type { StoredEntry } from '../../main/core/container/zip-layout.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { openReadOnly, type OpenFile } from '../../main/disk/open-read-only.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { MANIFEST_PATH, SIGNATURE_PATH } from '../../main/verify/seal-files.ts'
import { sealFolder } from '../../main/verify/seal-folder.ts'
import { bundled } from '../support/bundled.ts'
import { judgedAt, sealedAt } from '../support/make-bundle.ts'
import { makeOffice } from '../support/pki.ts'

const work = mkdtempSync(join(tmpdir(), 'asservat-bench-'))
const root = fileURLToPath(new URL('../..', import.meta.url))
const worker = pathToFileURL(await bundled(join(root, 'main/verify/digest-worker.ts')))
const office = makeOffice()
const GIB = 2 ** 30

afterAll(() => rmSync(work, { recursive: true, force: true }))

/** A bundle with one clip of zeros as a sparse file. Its whole digest is not computed: opening does not ask for it. */
async function sparseBundle(size: number): Promise<string> {
  const path = join(work, `${size / GIB}.asice`)
  const file = openSync(path, 'w')
  const entries: StoredEntry[] = []
  let at = 0
  const add = (name: string, bytes: Uint8Array): void => {
    const entry = { name, crc32: crc32(bytes), size: bytes.length, headerOffset: at }
    entries.push(entry)
    at += writeSync(file, localHeader(entry), 0, undefined, at)
    if (bytes.length > 0) at += writeSync(file, bytes, 0, bytes.length, at)
  }
  const clip = { name: 'clips/0001.mp4', crc32: 0, size, headerOffset: 0 }
  add('mimetype', utf8(ASIC_E))
  entries.push({ ...clip, headerOffset: at })
  at += writeSync(file, localHeader({ ...clip, headerOffset: at }), 0, undefined, at) + size
  ftruncateSync(file, at)
  const hash = sha256(new Uint8Array(DEFAULT_CHUNK_SIZE))
  const count = chunkCount(size, DEFAULT_CHUNK_SIZE)
  const list = printChunkList(Array.from({ length: count }, () => hash))
  const caseBytes = caseOf(size, count)
  const files = [
    { path: clip.name, mediaType: 'video/mp4', rootfile: false, sha256: new Uint8Array(32) },
    {
      path: chunkListPath(clip.name, DEFAULT_CHUNK_SIZE),
      mediaType: 'text/plain',
      rootfile: false,
      sha256: sha256(list),
    },
    { path: 'case.json', mediaType: 'application/json', rootfile: true, sha256: sha256(caseBytes) },
  ]
  const manifest = printManifest(SIGNATURE_PATH, files)
  add(chunkListPath(clip.name, DEFAULT_CHUNK_SIZE), list)
  add('case.json', caseBytes)
  add(MANIFEST_PATH, manifest)
  add(SIGNATURE_PATH, await office.identity.signCms(manifest, sealedAt))
  writeSync(file, directoryBytes(entries, at), 0, undefined, at)
  closeSync(file)
  return path
}

function caseOf(size: number, count: number): Uint8Array {
  const path = 'clips/0001.mp4'
  return canonicalBytes({
    format: 'asservat-bundle/1',
    bundleId: 'bench',
    case: { fileNumber: '', incident: '', office: '', title: '' },
    exhibit: { number: '', medium: '', serial: '' },
    clips: [
      {
        path,
        originalName: path,
        size,
        sha256: toHex(new Uint8Array(32)),
        chunkList: chunkListPath(path, DEFAULT_CHUNK_SIZE),
        chunkSize: DEFAULT_CHUNK_SIZE,
        chunkCount: count,
        mediaType: 'video/mp4',
        device: { id: '', serial: '', model: '' },
        startedAt: null,
        clockOffsetMs: null,
        clockSource: '',
        events: [],
      },
    ],
    captions: [],
    files: [],
    custody: [],
    previousBundle: null,
  })
}

async function opened(path: string): Promise<OpenFile> {
  const file = await openReadOnly(path)
  if (!file.ok) throw new Error(file.failure.code)
  return file.value
}

async function secondsToOpen(path: string): Promise<number> {
  const file = await opened(path)
  const started = performance.now()
  const judged = await judgeFile(file, { name: 'x', trust: office.trust, now: judgedAt })
  const seconds = (performance.now() - started) / 1000
  expect(judged.facts().verdict.subIndication).toBe('CONTENT_PENDING')
  expect(judged.clips.length).toBe(1)
  await file.close()
  return seconds
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN
}

test('a 100 GiB bundle shows its seal in under a second', async () => {
  const small = await sparseBundle(GIB)
  const large = await sparseBundle(100 * GIB)
  // Code that was never run before is read and compiled once; that is not the bundle's size.
  await secondsToOpen(small)
  const before = process.memoryUsage().rss
  const times: { small: number; large: number }[] = []
  for (let i = 0; i < 9; i++)
    times.push({ small: await secondsToOpen(small), large: await secondsToOpen(large) })
  const megabytes = (process.memoryUsage().rss - before) / 2 ** 20
  const [smaller, larger] = [median(times.map((one) => one.small)), median(times.map((one) => one.large))]
  process.stdout.write(
    `open 1 GiB ${(1000 * smaller).toFixed(1)} ms, 100 GiB ${(1000 * larger).toFixed(1)} ms (${(larger / smaller).toFixed(2)} x), memory +${megabytes.toFixed(0)} MB\n`,
  )
  expect(larger).toBeLessThan(1)
  expect(megabytes).toBeLessThan(100)
})

test('the list of a 100 GiB clip is read when the clip is opened', async () => {
  const file = await opened(await sparseBundle(100 * GIB))
  const judged = await judgeFile(file, { name: 'x', trust: office.trust, now: judgedAt })
  const before = process.memoryUsage().rss
  const started = performance.now()
  const hashes = await judged.clips[0]?.chunkHashes()
  const seconds = (performance.now() - started) / 1000
  const megabytes = (process.memoryUsage().rss - before) / 2 ** 20
  process.stdout.write(`list of 100 GiB ${seconds.toFixed(2)} s, memory +${megabytes.toFixed(0)} MB\n`)
  expect(hashes?.count).toBe(409_600)
  await file.close()
})

/** Milliseconds that openssl takes for one digest of the file: by the clock, and of a core's time. */
function opensslOver(path: string): { wall: number; core: number } {
  const started = performance.now()
  const said = execFileSync('sh', ['-c', 'openssl dgst -sha256 "$1" > /dev/null && times', 'sh', path])
  const wall = performance.now() - started
  const children = said.toString().trim().split('\n').at(-1) ?? ''
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
  const core = parts.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0)
  return { wall, core: 1000 * core }
}

test('the check of the whole keeps pace with openssl over the same bytes', async () => {
  const folder = mkdtempSync(join(work, 'clips-'))
  const clip = join(folder, 'a.mp4')
  const file = openSync(clip, 'w')
  const part = randomBytes(2 ** 24)
  for (let i = 0; i < 64; i++) writeSync(file, part)
  closeSync(file)
  const out = join(work, 'whole.asice')
  const sealed = await sealFolder({
    folder,
    caseFile: utf8('{}'),
    identity: office.identity,
    out,
    now: sealedAt,
  })
  expect(sealed.ok).toBe(true)
  const source = await opened(out)
  const ratios: { wall: number; core: number }[] = []
  for (let i = 0; i < 5; i++) {
    const openssl = opensslOver(out)
    const judged = await judgeFile(source, { name: 'x', trust: office.trust, now: judgedAt })
    const [begun, used] = [performance.now(), process.cpuUsage()]
    await judged.checkWhole({ signal: { aborted: false }, worker })
    const { user, system } = process.cpuUsage(used)
    expect(judged.facts().verdict.indication).toBe('TOTAL-PASSED')
    // Every byte is digested twice: once for the whole, once for its chunk.
    ratios.push({
      wall: openssl.wall / (performance.now() - begun),
      core: (2 * openssl.core) / ((user + system) / 1000),
    })
  }
  await source.close()
  const [wall, core] = [median(ratios.map((one) => one.wall)), median(ratios.map((one) => one.core))]
  process.stdout.write(
    `whole check: ${core.toFixed(2)} x openssl per core, wall time ${(1 / wall).toFixed(2)} x one openssl run\n`,
  )
  expect(core).toBeGreaterThan(0.75)
})
