import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { SigningIdentity } from '../../main/core/signing.ts'
import { openPkcs12 } from '../../main/crypto/key-file.ts'
import { CaseDrafts } from '../../main/ipc/case-drafts.ts'
import type { UnsignedDraft } from '../../preload/contract/notes.ts'
import { root } from '../support/checkout.ts'
import { makePerson } from '../support/ledger-identity.ts'

const sample = join(root, 'resources', 'sample')
const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })))

const draft: UnsignedDraft = {
  target: { kind: 'new' },
  content: { clip: 1, from: 3, to: 9, kind: 'observation', category: 'other', text: 'Krawattenmuster' },
}

function reviewer(): SigningIdentity {
  const opened = openPkcs12(readFileSync(join(sample, 'reviewer.p12')), 'muster-sample')
  if (!opened.ok) throw new Error(opened.failure.code)
  return opened.value
}

function caseFolder() {
  const path = mkdtempSync(join(tmpdir(), 'asservat-drafts-'))
  made.push(path)
  return { id: 'a-case', path, findings: '', access: '', reports: '' }
}

function bytesIn(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
}

test('a draft is there again for its writer, from files in which none of its words stand', async () => {
  const folder = caseFolder()
  const kept = await new CaseDrafts(folder, reviewer).keep(draft)
  const again = await new CaseDrafts(folder, reviewer).kept()
  expect([kept.where, again?.draft]).toEqual(['disk', draft])
  expect(bytesIn(join(folder.path, 'drafts'))).not.toContain('Krawatten')
})

test('of several changes the last one holds, and a dropped draft is gone', async () => {
  const drafts = new CaseDrafts(caseFolder(), reviewer)
  const texts = ['eins', 'eins zwei', 'eins zwei drei']
  await Promise.all(texts.map((text) => drafts.keep({ ...draft, content: { ...draft.content, text } })))
  const last = await drafts.kept()
  await drafts.drop()
  expect([last?.draft.content.text, await drafts.kept()]).toEqual(['eins zwei drei', null])
})

test('a key that gives no secret leaves the draft in memory, and so does nobody at all', async () => {
  const folder = caseFolder()
  const token: SigningIdentity = { ...reviewer() }
  Reflect.deleteProperty(token, 'secretFor')
  const where = await Promise.all(
    [() => token, () => undefined].map(async (who) => (await new CaseDrafts(folder, who).keep(draft)).where),
  )
  expect([where, readdirSync(folder.path)]).toEqual([['memory', 'memory'], []])
})

test('another person, another case and changed bytes open nothing', async () => {
  const folder = caseFolder()
  await new CaseDrafts(folder, reviewer).keep(draft)
  const stranger = { ...reviewer(), certificate: makePerson().identity.certificate }
  const moved = { ...folder, id: 'another-case' }
  const found = [
    await new CaseDrafts(folder, () => stranger).kept(),
    await new CaseDrafts(moved, reviewer).kept(),
  ]
  const name = readdirSync(join(folder.path, 'drafts')).find((one) => one.endsWith('.draft')) ?? ''
  writeFileSync(join(folder.path, 'drafts', name), Buffer.alloc(80, 7))
  found.push(await new CaseDrafts(folder, reviewer).kept())
  expect(found).toEqual([null, null, null])
})

test('a place where no folder can be made leaves the draft in memory', async () => {
  const folder = caseFolder()
  writeFileSync(join(folder.path, 'drafts'), 'in the way')
  mkdirSync(join(folder.path, 'elsewhere'))
  expect((await new CaseDrafts(folder, reviewer).keep(draft)).where).toBe('memory')
})
