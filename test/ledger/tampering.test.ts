import { copyFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { attacks, harmless, schemaAttacks } from '../support/ledger-attacks.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened, optionsFor, trustingPorts } from '../support/ledger-case.ts'
import { makePerson, nativeBinding } from '../support/ledger-identity.ts'
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

test('what an altered entry says is shown to nobody, and takes nothing back', async () => {
  const file = newFile()
  const ledger = await opened(file)
  for (const text of ['Griff zum Gürtel', 'Person tritt heran', 'Person geht'])
    ledger.annotate(annotationOf(text))
  ledger.withdraw(4, 'falsche Aufnahme')
  await ledger.close()
  const altered = tampered(
    file,
    "UPDATE payload SET data = CAST(replace(CAST(data AS TEXT), 'Griff', 'Schlag') AS BLOB) WHERE seq = 2;" +
      "UPDATE payload SET data = CAST(replace(CAST(data AS TEXT), ':4', ':3') AS BLOB) WHERE seq = 5;",
  )
  const read = readLedger(altered, trustingPorts(), nativeBinding)
  const said = read.ok
    ? read.value.entries.map((entry) => [entry.annotation?.text ?? null, entry.withdrawn, entry.payload])
    : []
  expect(said).toEqual([
    [null, false, 'present'],
    [null, false, 'altered'],
    ['Person tritt heran', false, 'present'],
    ['Person geht', false, 'present'],
    [null, false, 'altered'],
    [null, false, 'present'],
  ])
})

test('entries under a grant that does not hold are nobody’s word', async () => {
  const file = newFile()
  const ledger = await opened(file)
  ledger.annotate(annotationOf('Griff zum Gürtel'))
  await ledger.close()
  const altered = tampered(file, 'UPDATE payload SET salt = randomblob(32) WHERE seq = 1;')
  const other = tampered(
    file,
    "UPDATE payload SET data = CAST(replace(CAST(data AS TEXT), 'loss', 'lust') AS BLOB) WHERE seq = 1;",
  )
  const shown = [altered, other].map((path) => {
    const read = readLedger(path, trustingPorts(), nativeBinding)
    return read.ok && read.value.entries.map((entry) => entry.payload)
  })
  // The first grant still says what was signed; only its commitment is gone.
  expect(shown).toEqual([
    ['altered', 'present', 'present'],
    ['altered', 'altered', 'altered'],
  ])
})
