import { expect, test } from 'vitest'
import { sourceOf, type ByteSource } from '../../main/core/bytes.ts'
import { FileGone } from '../../main/disk/open-read-only.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import type { WholeProgress } from '../../main/verify/judged-file.ts'
import { patched, placeOf } from '../support/hostile-bundle.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { makeOffice } from '../support/pki.ts'

const office = makeOffice()
const MIB = 2 ** 20
const clips = [1, 2, 3].map((byte) => new Uint8Array(9 * MIB).fill(byte))
const bundle = await makeBundle(office.identity, { clips, chunkSize: 256 * 1024 })

async function judged(source: ByteSource = sourceOf(bundle)) {
  return judgeFile(source, { name: 'x', trust: office.trust, now: judgedAt })
}

/** How far each clip is, in chunks, at each report. */
function seen(progress: readonly WholeProgress[]): string[] {
  const lines = progress.map(({ clips: all }) =>
    all.map(({ verified }) => verified.reduce((sum, [, count]) => sum + count, 0)).join(' '),
  )
  return lines.filter((line, i) => line !== lines[i - 1])
}

test('clips are read in order, each to its end, and then the whole is known', async () => {
  const file = await judged()
  const progress: WholeProgress[] = []
  await file.checkWhole({ signal: { aborted: false }, onProgress: (one) => progress.push(one) })
  expect(seen(progress)).toEqual([
    '0 0 0',
    '16 0 0',
    '32 0 0',
    '36 0 0',
    '36 16 0',
    '36 32 0',
    '36 36 0',
    '36 36 16',
    '36 36 32',
    '36 36 36',
  ])
  expect(progress.at(-1)).toMatchObject({ state: 'whole', bytesDone: 27 * MIB, bytesTotal: 27 * MIB })
  expect(file.facts().verdict.indication).toBe('TOTAL-PASSED')
})

test('what is being watched is checked first, at any moment', async () => {
  const file = await judged()
  const progress: WholeProgress[] = []
  // After the first step somebody turns to the third clip.
  const watching = (): number | undefined => (progress.length < 2 ? 1 : 3)
  await file.checkWhole({ signal: { aborted: false }, watching, onProgress: (one) => progress.push(one) })
  expect(seen(progress)).toEqual([
    '0 0 0',
    '16 0 0',
    '16 0 16',
    '16 0 32',
    '16 0 36',
    '32 0 36',
    '36 0 36',
    '36 16 36',
    '36 32 36',
    '36 36 36',
  ])
})

test('a broken chunk is left out of what was verified, and the verdict names it', async () => {
  const altered = patched(bundle, placeOf(bundle, 'clips/0002.mp4').data + 3 * 256 * 1024 + 5, 99)
  const file = await judged(sourceOf(altered))
  const progress: WholeProgress[] = []
  await file.checkWhole({ signal: { aborted: false }, onProgress: (one) => progress.push(one) })
  expect(progress.at(-1)?.clips.map(({ verified }) => verified)).toEqual([
    [[0, 36]],
    [
      [0, 3],
      [4, 32],
    ],
    [[0, 36]],
  ])
  expect(file.facts().findings.filter(({ state }) => state !== 'passed')).toEqual([
    {
      check: 'file',
      state: 'failed',
      reason: 'chunk.broken',
      subject: 'clips/0002.mp4',
      facts: { clip: 2, chunk: 3 },
    },
    { check: 'file', state: 'failed', reason: 'file.changed', subject: 'clips/0002.mp4' },
  ])
})

test('a pause holds the check, and going on ends it', async () => {
  const file = await judged()
  const states: string[] = []
  let pauses = 0
  await file.checkWhole({
    signal: { aborted: false },
    paused: () => states.length > 1 && pauses++ < 2,
    onProgress: ({ state }) => states.push(state),
  })
  expect(states.filter((state) => state === 'paused').length).toBe(2)
  expect(states.at(-1)).toBe('whole')
})

test('a check that was stopped leaves the verdict open, and a second one ends it', async () => {
  const file = await judged()
  const signal = { aborted: false }
  const states: string[] = []
  await file.checkWhole({
    signal,
    onProgress: ({ state, bytesDone }) => {
      states.push(state)
      if (bytesDone > 4 * MIB) signal.aborted = true
    },
  })
  expect(states.at(-1)).toBe('stopped')
  expect(file.facts().verdict).toEqual({ indication: 'INDETERMINATE', subIndication: 'CONTENT_PENDING' })
  await file.checkWhole({ signal: { aborted: false } })
  expect(file.facts().verdict.indication).toBe('TOTAL-PASSED')
})

test('a medium that goes away ends the check with that, and nothing looks good', async () => {
  let away = false
  const source = sourceOf(bundle)
  const pulled: ByteSource = {
    size: source.size,
    read: (offset, length) => (away ? Promise.reject(new FileGone('x')) : source.read(offset, length)),
  }
  const file = await judged(pulled)
  away = true
  await expect(file.checkWhole({ signal: { aborted: false } })).rejects.toBeInstanceOf(FileGone)
  expect(file.facts().verdict.subIndication).toBe('CONTENT_PENDING')
})

test('a medium that goes away while opening is no verdict on the seal', async () => {
  const file = await judged({ size: bundle.length, read: () => Promise.reject(new FileGone('x')) })
  expect(file.facts().verdict).toEqual({
    indication: 'INDETERMINATE',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
  })
  expect(file.facts().cryptography).toBe('notChecked')
})

test('files are handed out only as they were sealed', async () => {
  const altered = bundle.slice()
  const at = Buffer.from(altered.buffer).indexOf('123 Js 45/25')
  const file = await judged()
  expect(Buffer.from((await file.readFile('case.json')) ?? []).toString()).toContain('123 Js 45/25')
  expect(await file.readFile('META-INF/signature001.p7s')).toBeUndefined()
  expect(await file.readFile('nowhere')).toBeUndefined()
  altered[at] = 0x39
  const changed = await judged(sourceOf(altered))
  expect(await changed.readFile('case.json')).toBeUndefined()
  expect(changed.clips).toEqual([])
})
