import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { FileGone, openReadOnly, type OpenFile } from '../../main/disk/open-read-only.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import type { WholeProgress } from '../../main/verify/judged-file.ts'
import { bundled } from '../support/bundled.ts'
import { patched, placeOf } from '../support/hostile-bundle.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { makeOffice } from '../support/pki.ts'

const office = makeOffice()
const MIB = 2 ** 20
const root = fileURLToPath(new URL('../..', import.meta.url))
const worker = pathToFileURL(await bundled(join(root, 'main/verify/digest-worker.ts')))
const folder = mkdtempSync(join(tmpdir(), 'asservat-whole-'))
const path = join(folder, 'large.asice')
const clips = [1, 2].map((byte) => new Uint8Array(20 * MIB + 77).fill(byte))
const files = [{ name: 'a.bin', bytes: new Uint8Array(6 * MIB).fill(3) }]
const bundle = await makeBundle(office.identity, { clips, files, chunkSize: 256 * 1024 })

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function opened(bytes: Uint8Array): Promise<OpenFile> {
  writeFileSync(path, bytes)
  const file = await openReadOnly(path)
  if (!file.ok) throw new Error(file.failure.code)
  return file.value
}

async function judged(file: OpenFile) {
  return judgeFile(file, { name: 'large.asice', trust: office.trust, now: judgedAt })
}

function openFindings(result: Awaited<ReturnType<typeof judged>>): string[] {
  return result
    .facts()
    .findings.filter(({ state }) => state !== 'passed')
    .map(({ reason, subject, facts: more }) => `${reason} ${subject} ${more?.['chunk'] ?? ''}`.trim())
}

test('two threads find a large bundle whole, byte by byte', async () => {
  const file = await opened(bundle)
  const judging = await judged(file)
  const progress: WholeProgress[] = []
  await judging.checkWhole({ signal: { aborted: false }, worker, onProgress: (one) => progress.push(one) })
  await file.close()
  expect(judging.facts().verdict.indication).toBe('TOTAL-PASSED')
  expect(progress.at(-1)).toMatchObject({
    state: 'whole',
    bytesDone: 46 * MIB + 154,
    clips: [
      { clip: 1, verified: [[0, 81]] },
      { clip: 2, verified: [[0, 81]] },
    ],
  })
})

test('they find the one bit that differs, and name its chunk', async () => {
  const at = placeOf(bundle, 'clips/0002.mp4').data + 70 * 256 * 1024 + 5
  const file = await opened(patched(bundle, at, 3))
  const judging = await judged(file)
  await judging.checkWhole({ signal: { aborted: false }, worker })
  await file.close()
  expect(openFindings(judging)).toEqual(['chunk.broken clips/0002.mp4 70', 'file.changed clips/0002.mp4'])
})

test('they find a companion file that differs', async () => {
  const file = await opened(patched(bundle, placeOf(bundle, 'files/0001.txt').data + 5 * MIB, 9))
  const judging = await judged(file)
  await judging.checkWhole({ signal: { aborted: false }, worker })
  await file.close()
  expect(openFindings(judging)).toEqual(['file.changed files/0001.txt'])
})

test('a file that shrinks under them is a medium gone, and no verdict', async () => {
  const file = await opened(bundle)
  const judging = await judged(file)
  truncateSync(path, 30 * MIB)
  await expect(judging.checkWhole({ signal: { aborted: false }, worker })).rejects.toBeInstanceOf(FileGone)
  await file.close()
  expect(judging.facts().verdict.subIndication).toBe('CONTENT_PENDING')
})

test('closing the file waits for the threads that read it, and cancelling ends them', async () => {
  const file = await opened(bundle)
  const judging = await judged(file)
  const signal = { aborted: false }
  const states: string[] = []
  let closing: Promise<void> | undefined
  await judging.checkWhole({
    signal,
    worker,
    onProgress: ({ state, bytesDone }) => {
      states.push(state)
      if (bytesDone === 0) return
      signal.aborted = true
      closing ??= file.close()
    },
  })
  await closing
  expect(states.at(-1)).toBe('stopped')
  expect(judging.facts().verdict.subIndication).toBe('CONTENT_PENDING')
  await expect(file.read(0, 1)).rejects.toBeInstanceOf(FileGone)
})

test('where no thread will start, this one does the work', async () => {
  const file = await opened(bundle)
  const judging = await judged(file)
  const nowhere = pathToFileURL(join(folder, 'no-worker.mjs'))
  await judging.checkWhole({ signal: { aborted: false }, worker: nowhere })
  await file.close()
  expect(judging.facts().verdict.indication).toBe('TOTAL-PASSED')
})
