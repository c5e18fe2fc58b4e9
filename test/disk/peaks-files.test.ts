import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mostPeaks, printPeaks } from '../../main/core/clip/sound-peaks.ts'
import { readPeaksFile, writePeaksFile } from '../../main/disk/peaks-files.ts'

const hash = 'ab'.repeat(32)
const bytes = printPeaks({ windowMs: 10, values: Uint8Array.of(1, 200, 0) })
const folder = (): string => mkdtempSync(join(tmpdir(), 'asservat-peaks-'))

test('a loudness is kept under the hash of its clip and found there again', async () => {
  const place = folder()
  expect(await readPeaksFile(place, hash)).toBe(undefined)
  await writePeaksFile(place, hash, bytes)
  expect([await readPeaksFile(place, hash), readdirSync(join(place, 'sound'))]).toEqual([
    bytes,
    [`${hash}.peaks`],
  ])
  // What is kept stays: the same clip has the same loudness.
  await writePeaksFile(place, hash, printPeaks({ windowMs: 10, values: Uint8Array.of(1) }))
  expect(await readPeaksFile(place, hash)).toEqual(bytes)
})

test('a file that is too large, or none, is not read', async () => {
  const place = folder()
  mkdirSync(join(place, 'sound', `${hash}.peaks`), { recursive: true })
  expect(await readPeaksFile(place, hash)).toBe(undefined)
  const other = 'cd'.repeat(32)
  writeFileSync(join(place, 'sound', `${other}.peaks`), new Uint8Array(mostPeaks + 65))
  expect(await readPeaksFile(place, other)).toBe(undefined)
})
