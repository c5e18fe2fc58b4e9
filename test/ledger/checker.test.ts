import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { attacks, harmless, schemaAttacks } from '../support/ledger-attacks.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened } from '../support/ledger-case.ts'
import { judged, soundLedger, type SoundLedger } from '../support/ledger-sample.ts'
import { changed, tampered } from '../support/ledger-tampering.ts'

const checker = join(import.meta.dirname, '../support/ledger-checker.mjs')

let sound: SoundLedger
let foreign = ''

beforeAll(async () => {
  sound = await soundLedger()
  foreign = newFile()
  const other = await opened(foreign, { caseId: 'aaaaaaaa-7d0a-4c57-9d5e-2f1f8f2f8a11' })
  for (let i = 0; i < 9; i++) other.annotate(annotationOf('Anderer Fall'))
  await other.close()
})

/** What a program that was written from FORMAT.md alone says of the file. */
function checked(file: string, anchor?: Uint8Array): unknown {
  const words = [checker, file]
  if (anchor) {
    const path = newFile('checkpoint.txt')
    writeFileSync(path, anchor)
    words.push(path)
  }
  const run = spawnSync(process.execPath, words, { encoding: 'utf8' })
  const { root, entries, firstBad, open } = JSON.parse(run.stdout) as Record<string, unknown>
  return firstBad === null ? { root, entries, firstBad, open } : { firstBad }
}

/** The same facts as the program itself tells them. */
function told(file: string, anchor?: Uint8Array): unknown {
  const { root, entries, firstBad, verdict } = judged(file, anchor)
  return firstBad === null ? { root, entries, firstBad, open: verdict === 'INDETERMINATE' } : { firstBad }
}

describe('a checker written from the format alone agrees', () => {
  test.for(attacks)('%s', ([, sql]) => {
    const file = tampered(sound.file, sql.replace(':foreign', `'${foreign}'`))
    expect(checked(file)).toEqual(told(file))
  })

  test.for(schemaAttacks)('%s', ([, sql]) => {
    const file = changed(sound.file, `PRAGMA legacy_alter_table = ON; ${sql}`)
    expect(checked(file)).toEqual({ firstBad: 0 })
    expect(told(file)).toEqual({ firstBad: 0 })
  })

  test.for(harmless)('%s', ([, sql]) => {
    const file = changed(sound.file, sql)
    expect(checked(file)).toEqual(told(file))
  })

  test.for([7, 8, 10, 11, 12, 13, 14])('cut after entry %i, with and without an anchor', (to) => {
    const file = tampered(
      sound.file,
      `DELETE FROM payload WHERE seq > ${to}; DELETE FROM entry WHERE seq > ${to};`,
    )
    expect([checked(file), checked(file, sound.anchor)]).toEqual([told(file), told(file, sound.anchor)])
  })

  test('content erased with a signed note, and more than the note says', async () => {
    const file = newFile()
    const ledger = await opened(file)
    for (let i = 0; i < 4; i++) ledger.annotate(annotationOf(`Personenbezug ${i}`))
    expect(ledger.erase([[2, 3]], 'Ablauf der Frist').ok).toBe(true)
    await ledger.close()
    const more = tampered(file, 'DELETE FROM payload WHERE seq = 4;')
    expect([checked(file), checked(more)]).toEqual([told(file), { firstBad: 4 }])
    expect(judged(file)).toMatchObject({ verdict: 'TOTAL-PASSED', erased: 2, missing: 0 })
  })
})
