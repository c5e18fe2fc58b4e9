import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sourceOf, type ByteSource } from '../../main/core/bytes.ts'
import { indexClip } from '../../main/media/frame-index.ts'
import { indexClipInWorker } from '../../main/media/index-in-worker.ts'
import { verifiedSource } from '../../main/media/verified-source.ts'
import { root } from '../support/checkout.ts'
import { codedClip, codedClips } from '../support/coded-clips.ts'
import { flipped, sealedClip, sha256 } from '../support/sealed-clip.ts'

const out = join(root, 'build', `test-index-worker-${process.pid}`)
const worker = pathToFileURL(join(out, 'index-worker.mjs'))
const bytes = new Uint8Array(readFileSync(codedClip(codedClips[0] ?? never())))

function never(): never {
  throw new Error('no clip')
}

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    ssr: { noExternal: true },
    build: {
      outDir: out,
      target: 'node20',
      ssr: join(root, 'main/media/index-worker.ts'),
      rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  })
}, 60_000)

afterAll(() => rmSync(out, { recursive: true, force: true }))

test('counted in its own thread a clip has the same table', async () => {
  expect(await indexClipInWorker(sourceOf(bytes), { worker })).toEqual(await indexClip(sourceOf(bytes)))
})

test('an index that does not match the seal is named with its chunk', async () => {
  // The movie box of this clip stands at its end.
  const clip = sealedClip(bytes, { chunkSize: 1024, found: flipped(bytes, bytes.length - 20) })
  const source = verifiedSource(clip, sha256, () => undefined)
  const failure = { code: 'clip.indexBroken', clip: 'c', chunk: Math.ceil(bytes.length / 1024) - 1 }
  expect(await indexClipInWorker(source, { worker, name: 'c' })).toEqual({ ok: false, failure })
})

test('a medium that goes away while it is read is named as such', async () => {
  const gone: ByteSource = { size: bytes.length, read: () => Promise.reject(new Error('removed')) }
  const failure = { code: 'file.gone', name: 'c' }
  expect(await indexClipInWorker(gone, { worker, name: 'c' })).toEqual({ ok: false, failure })
})

test('a read that never comes back costs the clip and no more', async () => {
  const stuck: ByteSource = { size: bytes.length, read: () => new Promise(() => undefined) }
  const failure = { code: 'clip.notDecodable', clip: 'c', codec: 'unknown' }
  const result = await indexClipInWorker(stuck, { worker, name: 'c', patience: 800 })
  expect(result).toEqual({ ok: false, failure })
})
