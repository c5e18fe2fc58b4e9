import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../../main/crypto/hash.ts'
import { openInMemory } from '../../main/ledger/open-database.ts'
import { knownSchemas } from '../../main/ledger/schema/schema.ts'
import { office } from '../support/exchange-desk.ts'
import { dice, InsiderLedger, savedLedger } from '../support/insider-ledger.ts'
import { makePorts, nativeBinding } from '../support/ledger-identity.ts'
import { judged } from '../support/ledger-sample.ts'

const checker = join(import.meta.dirname, '../support/ledger-checker.mjs')
const rounds = Number(process.env['ASSERVAT_TWO_JUDGES_ROUNDS'] ?? 5)
const first = Number(process.env['ASSERVAT_TWO_JUDGES_SEED'] ?? 1)

/** The first bad entry, and whether anything stays open: by the program and by a checker written from the format alone. */
function both(file: string): readonly [ours: string, theirs: string] {
  const { firstBad, verdict } = judged(file, undefined, makePorts(office))
  const run = spawnSync(process.execPath, [checker, file], { encoding: 'utf8' })
  const other = JSON.parse(run.stdout) as { readonly firstBad: number | null; readonly open: boolean }
  const told = (bad: number | null, open: boolean) =>
    bad === null ? (open ? 'open' : 'sound') : `bad ${bad}`
  return [told(firstBad, verdict === 'INDETERMINATE'), told(other.firstBad, other.open)]
}

/** Found by the dice: another's entry under an erased grant, and a day that its month has not. */
const remembered = [1034, 1071, 1137]

test('people who hold their keys break the rules at random, and two judges that share no line say the same', async () => {
  const schema = knownSchemas(sha256, () => openInMemory(nativeBinding)).get(1) ?? ''
  const seen = new Map<string, number>()
  const differing: string[] = []
  for (const seed of [...remembered, ...Array.from({ length: rounds }, (_, i) => first + i)]) {
    const entries = await new InsiderLedger(dice(seed), schema).write()
    const [ours, theirs] = both(savedLedger(entries))
    const kind = ours.split(' ')[0] ?? ''
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    if (ours !== theirs) differing.push(`seed ${seed}: ${ours}, the other: ${theirs}`)
  }
  expect(differing).toEqual([])
  // Dice that never fall on a fault would prove nothing.
  expect(seen.size).toBeGreaterThan(1)
})
