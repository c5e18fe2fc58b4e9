import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { readOwnPage } from '../../main/disk/own-pages.ts'
import { calls } from '../../preload/contract/channels.ts'

type Decoders = Readonly<Record<string, (value: unknown) => unknown>>

const modules = import.meta.glob<Readonly<Record<string, unknown>>>('../../preload/contract/requests/*.ts', {
  eager: true,
})
const decoders: Decoders = Object.fromEntries(
  Object.values(modules)
    .flatMap((module) => Object.entries(module))
    .flatMap(([name, value]) => (name.endsWith('Requests') ? Object.entries(value as Decoders) : [])),
)

const longText = 'x'.repeat(8 << 20)
const longList = Array.from({ length: 200_000 }, () => 0)

/** What the decoder makes of it, or 'refused'. */
function decoded(call: string, value: unknown): unknown {
  try {
    return { taken: decoders[call]?.(value) }
  } catch {
    return 'refused'
  }
}

test('every call of the contract has a decoder', () => {
  expect(Object.keys(decoders).sort()).toEqual([...calls].sort())
})

describe.each(Object.keys(decoders))('%s', (call) => {
  test('takes no value that it would not take again, and nothing but its own members', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, maxDepth: 3 }), (value) => {
        const first = decoded(call, value)
        if (first === 'refused') return
        const { taken } = first as { taken: unknown }
        expect(decoded(call, taken)).toEqual(first)
        if (typeof taken === 'object' && taken !== null) {
          const added: unknown = { ...taken, [`x${'y'.repeat(8)}`]: 1 }
          if (!Array.isArray(taken)) expect(decoded(call, added)).toBe('refused')
        }
      }),
      { numRuns: 100 },
    )
  })

  test('refuses a text and a list that would fill the memory', () => {
    const names = ['path', 'text', 'reason', 'language', 'name', 'entries', 'files', 'case', 'id', 'draft']
    for (const heavy of [longText, longList])
      for (const request of [heavy, Object.fromEntries(names.map((name) => [name, heavy]))])
        expect(decoded(call, request)).toBe('refused')
  })
})

test('no path that the window asks for leads out of the folder of the pages', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asservat-pages-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const pages = join(folder, 'pages')
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), 'page')
  writeFileSync(join(folder, 'secret.html'), 'secret')
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2f',
    '%5c',
    '%00',
    '\0',
    'secret.html',
    'pages',
    'index.html',
    '~',
    ':',
    'C:',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const page = await readOwnPage(pages, `/${pieces.join('')}`)
      const text = page === undefined ? '' : Buffer.from(page.bytes).toString()
      expect(text).not.toContain('secret')
    }),
    { numRuns: 3_000 },
  )
})
