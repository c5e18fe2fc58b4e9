import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { annotate } from '../../main/core/annotation/statements.ts'
import { toBase64 } from '../../main/core/base64.ts'
import { toHex, utf8 } from '../../main/core/bytes.ts'
import type { Json } from '../../main/core/canonical.ts'
import { ChainCheck } from '../../main/core/ledger/chain-check.ts'
import { keyIdOf, printNote } from '../../main/core/ledger/checkpoint.ts'
import { commitTo, payloadOf, printBody, type StoredEntry } from '../../main/core/ledger/entry.ts'
import { extractEntries, parseExtract, printExtract } from '../../main/core/ledger/extract.ts'
import { openMemoryStore } from '../../main/core/ledger/memory-store.ts'
import { deletionData } from '../../main/core/ledger/deletion-note.ts'
import { SessionWriter } from '../../main/core/ledger/session-writer.ts'
import { ledgerVerdict } from '../../main/core/ledger/verdict.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { takeExtract } from '../../main/exchange/take-extract.ts'
import { verifyExtractFile } from '../../main/ledger/verify-extract-file.ts'
import { colleague, office } from '../support/exchange-desk.ts'
import { annotationOf, caseId } from '../support/ledger-annotation.ts'
import { closedLedger, reviewer, trustingPorts } from '../support/ledger-case.ts'
import { makePerson, makePorts, nativeBinding } from '../support/ledger-identity.ts'

const [insider, victim] = [colleague('Prüfer/in 1'), colleague('Prüfer/in 2')]
const schema = '11'.repeat(32)
const ports = makePorts(office)

function checkOf(entries: readonly StoredEntry[]): ChainCheck {
  const check = new ChainCheck({ ports, schemas: [schema] })
  for (const entry of entries) check.take(entry)
  return check
}

/** An entry in somebody else's name with a signature that nobody made. */
function invented(
  entries: readonly StoredEntry[],
  kind: 'sessionGrant' | 'annotation',
  data: Json,
): StoredEntry {
  const payload = payloadOf(data, randomBytes(32))
  const body = printBody({
    ledger: 'findings',
    case: caseId,
    seq: entries.length + 1,
    prev: toHex(checkOf(entries).head),
    author: victim.identity.facts.sha256,
    time: '2026-11-23T10:00:00.000Z',
    kind,
    commit: commitTo(sha256, payload),
  })
  return { seq: entries.length + 1, body, signature: randomBytes(64), payload }
}

test('a grant that was erased vouches for nobody: what is said under it is no word of its author', async () => {
  const statement = annotate(annotationOf('Das habe ich nie gesagt'))
  if (!statement.ok) throw new Error(statement.failure.code)
  const grant = { ...invented([], 'sessionGrant', 'nothing'), payload: null }
  const said = invented([grant], 'annotation', statement.value.data)
  const store = openMemoryStore(schema, [grant, said])
  const options = {
    ledger: 'findings',
    caseId,
    identity: insider.identity,
    ports,
    schemas: [schema],
  } as const
  const { frontier, head } = checkOf([grant, said])
  const writer = new SessionWriter(store, options, { frontier, head })
  await writer.grant()
  writer.write('deletionNote', deletionData({ ranges: [[1, 1]], reason: 'Frist' }))
  await writer.checkpoint(true, () => undefined)
  const check = checkOf([...store.rows(1, store.size())])
  const findings = check.finish()
  expect(ledgerVerdict(findings).indication).toBe('INDETERMINATE')
  expect([...check.faults.unsound]).toContain(2)
})

/** The extract with a checkpoint over its first entries that somebody signed who never wrote in it. */
async function endedBy(text: string, signer: typeof insider, size: number): Promise<string> {
  const extract = parseExtract(text)
  if (!extract) throw new Error('no extract')
  const { root, entries } = extractEntries(sha256, extract.entries.slice(0, size), () => true)
  const key = ports.makeSessionKey()
  const named = { origin: `asservat/findings/${extract.case}`, size, root }
  const lines = `${named.origin}\n${size}\n${toBase64(root)}\n`
  const note = printNote(named, keyIdOf(sha256, key.publicKey), key.sign(utf8(lines)))
  const cms = await signer.identity.signCms(utf8(note), new Date())
  return printExtract({ ...extract, size, root: toHex(root), entries }, { note, cms })
}

function verdictOn(text: string) {
  const { verdict, findings } = verifyExtractFile('x', utf8(text), trustingPorts(), nativeBinding)
  return [verdict, findings.filter(({ state }) => state !== 'passed').map(({ reason }) => reason)]
}

test('nobody but its author ends a ledger: a checkpoint by a stranger over the first entries is refused', async () => {
  const file = await closedLedger(5)
  const whole = takeExtract(file, { entries: 'all', withheld: [] }, nativeBinding)
  if (!whole.ok) throw new Error(whole.failure.code)
  expect(verdictOn(whole.value)).toEqual(['TOTAL-PASSED', []])
  expect(verdictOn(await endedBy(whole.value, makePerson('Unbekannt'), 4))).toEqual([
    'TOTAL-FAILED',
    ['checkpointOfOtherAuthor', 'notTrusted'],
  ])
  // The author alone, without the session's key, cannot end it either.
  expect(verdictOn(await endedBy(whole.value, reviewer, 4))).toEqual([
    'TOTAL-FAILED',
    ['checkpointOfOtherSession'],
  ])
})

test('single entries under a checkpoint by somebody who is not trusted are not taken as proved', async () => {
  const file = await closedLedger(5)
  const whole = takeExtract(file, { entries: 'all', withheld: [] }, nativeBinding)
  if (!whole.ok) throw new Error(whole.failure.code)
  const forged = await endedBy(whole.value, makePerson('Unbekannt'), 5)
  const single = forged
    .split('\n')
    .filter((line) => !line.includes('"seq":4,"signature"'))
    .join('\n')
  expect(verdictOn(single)).toEqual(['INDETERMINATE', ['extractPartial', 'notTrusted']])
})
