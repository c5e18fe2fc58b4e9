import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes } from '../../main/core/bytes.ts'
import { fuzzTargets } from '../support/fuzz-targets.ts'
import { changes, mutated } from '../support/mutate.ts'

const targets = await fuzzTargets()
const minutes = Number(process.env['ASSERVAT_FUZZ_MINUTES'] ?? 10)

describe.each(targets)('a changed $name', ({ seed, passes }) => {
  test(
    'is never taken for good evidence, never hangs, never ends in an exception',
    async () => {
      const property = fc.asyncProperty(changes, async (list) => {
        const bytes = mutated(seed, list)
        const started = performance.now()
        const passed = await passes(bytes)
        expect(passed && !equalBytes(bytes, seed)).toBe(false)
        expect(performance.now() - started).toBeLessThan(5000)
      })
      const share = fc.interruptAfterTimeLimit((minutes * 60_000) / targets.length)
      await fc.assert(property, { numRuns: Number.MAX_SAFE_INTEGER, plugins: [share] })
    },
    minutes * 60_000,
  )
})

test('every bit of a bundle, one by one', async () => {
  const bundle = targets.find(({ name }) => name === 'bundle')
  if (!bundle) throw new Error('no bundle')
  const missed: string[] = []
  for (let at = 0; at < bundle.seed.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const altered = bundle.seed.slice()
      altered[at] = (altered[at] ?? 0) ^ (1 << bit)
      if (await bundle.passes(altered)) missed.push(`bit ${bit} of byte ${at}`)
    }
  }
  expect(missed).toEqual([])
})
