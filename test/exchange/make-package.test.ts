import { expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import type { CopiedEntry } from '../../main/core/ledger/entry-line.ts'
import { makePackage, mostEntries } from '../../main/exchange/make-package.ts'
import { colleague } from '../support/exchange-desk.ts'
import { caseId } from '../support/ledger-annotation.ts'

test('no package is made that the other side could not take in', async () => {
  const data = utf8('x'.repeat(1024 * 1024))
  const rows = Array.from({ length: 65 }, (_, i): CopiedEntry => {
    const payload = { salt: new Uint8Array(32), data }
    return { seq: i + 1, body: utf8('{}'), signature: new Uint8Array(64), payload, state: 'present' }
  })
  const checkpoint = { size: rows.length, root: '', note: '', cms: new Uint8Array() }
  const { identity } = colleague('Prüfer/in 1')
  const order = {
    ledger: 'findings',
    caseId,
    rows,
    checkpoint,
    blind: false,
    identity,
    now: new Date(),
  } as const
  expect(await makePackage({ ...order, from: 1 })).toMatchObject({
    ok: false,
    failure: { code: 'exchange.tooLarge', most: mostEntries },
  })
  expect((await makePackage({ ...order, from: 60 })).ok).toBe(true)
})
