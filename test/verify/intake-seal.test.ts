import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { openReadOnly } from '../../main/disk/open-read-only.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { sealFolder, type SealOptions } from '../../main/verify/seal-folder.ts'
import { makePerson } from '../support/ledger-identity.ts'

const { identity, trust } = makePerson()
const now = new Date()

function footage(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'asservat-intake-')), 'Kamera')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.mp4'), new Uint8Array(300_000).fill(7))
  writeFileSync(join(folder, 'b.jpg'), 'a photo')
  writeFileSync(join(folder, 'privat.txt'), 'not chosen')
  return folder
}

function orderOf(folder: string, onBytes: (bytes: number) => void, signal = { aborted: false }): SealOptions {
  const caseFile = utf8(
    JSON.stringify({
      case: '1 Js 1/26',
      exhibit: 'A-1',
      custody: [{ at: '2026-11-23', by: 'PI 1', act: 'Übernahme' }],
    }),
  )
  const out = join(folder, '..', 'out.asice')
  return { folder, caseFile, identity, out, now, only: ['a.mp4', 'b.jpg'], atIntake: { signal, onBytes } }
}

test('what is sealed at intake says so, holds what was chosen, and every original was read twice', async () => {
  const folder = footage()
  let read = 0
  const order = orderOf(folder, (bytes) => (read += bytes))
  expect(await sealFolder(order)).toMatchObject({ ok: true, value: { clips: 1 } })
  expect(read).toBe(2 * (300_000 + 'a photo'.length))
  const file = await openReadOnly(order.out)
  if (!file.ok) throw new Error(file.failure.code)
  const judged = await judgeFile(file.value, { name: 'out.asice', trust, now })
  await judged.checkWhole({ signal: { aborted: false } })
  const { case: sealed, cryptography, playable } = judged.facts()
  await file.value.close()
  const names = [...(sealed?.clips ?? []), ...(sealed?.files ?? [])].map(({ originalName }) => originalName)
  expect({ names, sealed: sealed?.sealed, cryptography, playable }).toEqual({
    names: ['a.mp4', 'b.jpg'],
    sealed: 'atIntake',
    cryptography: 'passed',
    playable: true,
  })
})

test('an original that changes while it is being sealed stops the sealing, and nothing is left', async () => {
  const folder = footage()
  let first = true
  const order = orderOf(folder, () => {
    // Somebody writes into the first file as soon as it was read.
    if (first) appendFileSync(join(folder, 'a.mp4'), 'later')
    first = false
  })
  expect(await sealFolder(order)).toEqual({
    ok: false,
    failure: { code: 'intake.sourceChanged', name: 'a.mp4' },
  })
  expect(readdirSync(join(folder, '..'))).toEqual(['Kamera'])
})

test('sealing that is cancelled leaves nothing', async () => {
  const folder = footage()
  const signal = { aborted: false }
  const order = orderOf(folder, () => (signal.aborted = true), signal)
  expect(await sealFolder(order)).toMatchObject({ ok: false, failure: { code: 'work.cancelled' } })
  expect(readdirSync(join(folder, '..'))).toEqual(['Kamera'])
})
