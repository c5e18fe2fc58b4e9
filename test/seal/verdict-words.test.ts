import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checkout.ts'

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>

const source = readFileSync(join(root, 'main', 'core', 'seal', 'finding.ts'), 'utf8')
const union = /export type SubIndication =([\s\S]*?)\n\n/.exec(source)?.[1] ?? ''
const subIndications = Array.from(union.matchAll(/'([A-Z_]+)'/g), ([, name = '']) => name)

test.each(['de', 'en'])(
  'every verdict says what it means and what to do, in plain words (%s)',
  (language) => {
    const words = JSON.parse(
      readFileSync(join(root, 'resources', 'locales', `${language}.json`), 'utf8'),
    ) as { readonly subIndication: Words; readonly verdict: Words }
    expect(subIndications.length).toBeGreaterThan(15)
    const told = (tree: Words, name: string) =>
      ['title', 'evidence', 'remedy'].filter((part) => (tree[name]?.[part] ?? '').length > 10)
    const whole = ['title', 'evidence', 'remedy']
    expect(Object.fromEntries(subIndications.map((name) => [name, told(words.subIndication, name)]))).toEqual(
      Object.fromEntries(subIndications.map((name) => [name, whole])),
    )
    const verdicts = ['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE']
    expect(verdicts.map((name) => told(words.verdict, name))).toEqual(verdicts.map(() => whole))
  },
)
