import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes } from '../../main/core/bytes.ts'
import { fuzzTargets } from '../support/fuzz-targets.ts'
import { changes, mutated } from '../support/mutate.ts'

const targets = await fuzzTargets()

// A short round; `npm run fuzz` goes on for as long as it is told.
describe.each(targets)('a changed $name', ({ seed, passes }) => {
  test('is never taken for good evidence, and never ends in an exception', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = mutated(seed, list)
        const started = performance.now()
        const passed = await passes(bytes)
        expect(passed && !equalBytes(bytes, seed)).toBe(false)
        expect(performance.now() - started).toBeLessThan(5000)
      }),
      { numRuns: 150 },
    )
  })
})

test('the unchanged bundles are TOTAL-PASSED, so the rounds above say something', async () => {
  const bundles = targets.filter(({ name }) => name.startsWith('bundle'))
  expect(await Promise.all(bundles.map(({ passes, seed }) => passes(seed)))).toEqual([true, true])
})
