import { copyFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { attacks, harmless, schemaAttacks } from '../support/ledger-attacks.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened, optionsFor } from '../support/ledger-case.ts'
import { makePerson } from '../support/ledger-identity.ts'
import { faultsOf, judged, soundLedger, type SoundLedger } from '../support/ledger-sample.ts'
import { changed, tampered } from '../support/ledger-tampering.ts'

let sound: SoundLedger
/** The ledger of another case by the same reviewer. */
let foreign = ''

beforeAll(async () => {
  sound = await soundLedger()
  foreign = newFile()
  const other = await opened(foreign, { caseId: 'aaaaaaaa-7d0a-4c57-9d5e-2f1f8f2f8a11' })
  for (let i = 0; i < 9; i++) other.annotate(annotationOf('Anderer Fall'))
  await other.close()
})

describe('what is done to the file with other tools is named with the first bad entry', () => {
  test.for(attacks)('%s', async ([, sql, first]) => {
    const file = tampered(sound.file, sql.replace(':foreign', `'${foreign}'`))
    const verification = judged(file)
    const [entry] = first.split(' ')
    expect(faultsOf(verification)).toContain(first)
    expect([verification.verdict, verification.cryptography, verification.firstBad]).toEqual([
      'TOTAL-FAILED',
      'failed',
      Number(entry),
    ])
    expect(await openLedger(optionsFor(file))).toMatchObject({
      ok: false,
      failure: { code: 'ledger.altered', entry: Number(entry) },
    })
  })

  test.for(schemaAttacks)('%s', async ([, sql]) => {
    const file = changed(sound.file, `PRAGMA legacy_alter_table = ON; ${sql}`)
    const verification = judged(file)
    expect([verification.verdict, verification.subIndication]).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE'])
    expect(faultsOf(verification)).toContain('0 schemaChanged')
    expect(await openLedger(optionsFor(file))).toEqual({
      ok: false,
      failure: { code: 'ledger.altered', entry: 0, reason: 'schemaChanged' },
    })
  })

  test('the ledger of another case under this case', async () => {
    const file = newFile()
    copyFileSync(foreign, file)
    expect(await openLedger(optionsFor(file))).toEqual({
      ok: false,
      failure: { code: 'ledger.altered', entry: 1, reason: 'entryOfOtherLedger' },
    })
  })

  test('a ledger written anew by somebody else is not trusted', async () => {
    const file = newFile()
    const stranger = makePerson('Prüfer/in 1')
    const forged = await opened(file, { identity: stranger.identity })
    forged.annotate(annotationOf('Nie gesehen'))
    await forged.close()
    const verification = judged(file)
    expect([verification.verdict, verification.subIndication, verification.cryptography]).toEqual([
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
      'passed',
    ])
  })
})

describe('nothing is alleged about ledgers that nobody altered', () => {
  test.for(harmless)('%s', ([, sql]) => {
    const verification = judged(changed(sound.file, sql))
    expect([verification.verdict, faultsOf(verification), verification.root]).toEqual([
      'TOTAL-PASSED',
      [],
      judged(sound.file).root,
    ])
  })
})
