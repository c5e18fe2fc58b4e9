import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { newFile, trustingPorts } from '../support/ledger-case.ts'
import { nativeBinding } from '../support/ledger-identity.ts'
import { judged, soundLedger } from '../support/ledger-sample.ts'

const rounds = Number(process.env['ASSERVAT_FUZZ_ROUNDS'] ?? 5000)

/** A copy with some bytes changed, a piece cut out, doubled or written over: what disks and people do to files. */
function spoilt(bytes: Buffer): Buffer {
  const at = Math.floor(Math.random() * bytes.length)
  const length = 1 + Math.floor(Math.random() * 600)
  const other = Math.floor(Math.random() * bytes.length)
  const copy = Buffer.from(bytes)
  switch (Math.floor(Math.random() * 6)) {
    case 0:
      for (let i = 0; i < 8; i++)
        copy[Math.floor(Math.random() * copy.length)] = Math.floor(Math.random() * 256)
      return copy
    case 1:
      return copy.subarray(0, at)
    case 2:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + length)])
    case 3:
      bytes.copy(copy, at, other, other + length)
      return copy
    case 4:
      copy[at] = (copy[at] ?? 0) ^ (1 << (length & 7))
      return copy
    default:
      // A page in place of another.
      bytes.copy(
        copy,
        4096 * Math.floor(at / 4096),
        4096 * Math.floor(other / 4096),
        4096 * Math.floor(other / 4096) + 4096,
      )
      return copy
  }
}

test('whatever is done to the bytes of a ledger, it is judged, and passes only if every entry is there', async () => {
  const sound = await soundLedger()
  const bytes = readFileSync(sound.file)
  const { root } = judged(sound.file)
  const file = newFile()
  const wrong: string[] = []
  for (let round = 0; round < rounds; round++) {
    const copy = spoilt(bytes)
    writeFileSync(file, copy)
    const verification = judged(file)
    const read = readLedger(file, trustingPorts(), nativeBinding)
    if (verification.verdict !== 'TOTAL-PASSED' || verification.root === root) continue
    const kept = newFile('wrong.ledger')
    writeFileSync(kept, copy)
    wrong.push(`${kept} ${verification.entries} ${read.ok}`)
  }
  expect(wrong).toEqual([])
})
