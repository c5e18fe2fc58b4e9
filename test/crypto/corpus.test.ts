import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import type { BundleFacts } from '../../main/core/seal/bundle-facts.ts'
import { noTrust } from '../../main/crypto/trust.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'

// Seals that other makers' tests use; they lie beside the repository, not in it.
const corpus = '../shared/corpus'
const rows = existsSync(`${corpus}/seals.tsv`)
  ? readFileSync(`${corpus}/seals.tsv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .map(([path = '', , kind = '', , , , , , , intact = '']) => ({ path, kind, intact }))
  : []

interface Judged {
  readonly facts: BundleFacts
  readonly milliseconds: number
}

async function judged(path: string): Promise<Judged> {
  const name = basename(path)
  const content = join(corpus, 'seals', `${name.slice(0, 8)}-content.bin`)
  const started = Date.now()
  const file = await judgeFile(sourceOf(readFileSync(join(corpus, path))), {
    name,
    trust: noTrust(),
    now: new Date('2025-06-01T00:00:00Z'),
    ...(existsSync(content) ? { content: sourceOf(readFileSync(content)) } : {}),
  })
  await file.checkWhole({ signal: { aborted: false } })
  return { facts: file.facts(), milliseconds: Date.now() - started }
}

describe.skipIf(rows.length === 0)('seals that others made', () => {
  const results = new Map<string, Judged>()
  const factsOf = (path: string): BundleFacts | undefined => results.get(path)?.facts
  const reasonsOf = (path: string): readonly (string | undefined)[] =>
    factsOf(path)?.findings.map(({ reason }) => reason) ?? []
  beforeAll(async () => {
    for (const { path } of rows) results.set(path, await judged(path))
  }, 60_000)

  test('cryptography agrees with what was measured for every CMS and ASiC container', () => {
    const measured = rows.filter(({ intact }) => intact === 'yes' || intact === 'no')
    const told = measured.map(({ path }) => `${factsOf(path)?.cryptography} ${path}`)
    expect(told).toEqual(
      measured.map(({ path, intact }) => `${intact === 'yes' ? 'passed' : 'failed'} ${path}`),
    )
  })

  test('attributes signed only as stored, unsorted, are SIG_CRYPTO_FAILURE', () => {
    const disputed = rows.filter(({ intact }) => intact === 'disputed')
    expect(disputed.map(({ path }) => factsOf(path)?.verdict.subIndication)).toEqual(
      disputed.map(() => 'SIG_CRYPTO_FAILURE'),
    )
    for (const { path } of disputed) expect(reasonsOf(path)).toContain('signature.onlyAsStored')
  })

  test('XAdES is named as not supported and never passed', () => {
    const xades = rows.filter(({ kind }) => kind === 'ASiC/ODF XAdES')
    expect(xades.filter(({ path }) => factsOf(path)?.cryptography === 'passed')).toEqual([])
    const unnamed = xades
      .filter(({ path }) => !reasonsOf(path).includes('signature.xades'))
      .map(({ path }) => path)
    expect(unnamed).toEqual([])
  })

  test('evidence records are named as present and not evaluated', () => {
    const records = rows.filter(({ kind, intact }) => kind === 'ASiC+ER' && intact === 'unchecked')
    expect(records.map(({ path }) => `${factsOf(path)?.cryptography} ${path}`)).toEqual(
      records.map(({ path }) => `notChecked ${path}`),
    )
    for (const { path } of records) expect(reasonsOf(path)).toContain('evidenceRecord.notEvaluated')
  })

  test('archive time stamps are worked out, and those that others broke are told', () => {
    const imprints = rows.flatMap(({ path }) => {
      const tokens = factsOf(path)?.signers.flatMap(({ timestamps }) => timestamps) ?? []
      const found = tokens.filter(({ kind }) => kind === 'archive').map(({ imprint }) => imprint)
      return found.length > 0 ? [`${basename(path).slice(0, 8)} ${found.join(' ')}`] : []
    })
    expect(imprints.filter((line) => line.endsWith(' match')).sort()).toEqual([
      '17a81f26 match',
      '91b3289e match',
      'b580f276 match',
      'dd27f140 match',
      'e5786408 match',
      'f499a92d match match',
      'fa75a3ef match',
      'fb6d9f05 match',
    ])
    expect(imprints.filter((line) => line.includes('mismatch')).sort()).toEqual([
      '532c4d16 mismatch',
      '8dcc9e32 mismatch',
      'b0de6f20 mismatch unsupported',
    ])
  })

  test('without trust nothing is TOTAL-PASSED, nothing is a defect of ours, and nothing takes long', () => {
    const all = rows.map(({ path }) => path)
    expect(all.filter((path) => factsOf(path)?.verdict.indication === 'TOTAL-PASSED')).toEqual([])
    expect(all.filter((path) => reasonsOf(path).includes('container.defect'))).toEqual([])
    expect(all.filter((path) => (results.get(path)?.milliseconds ?? Infinity) > 5000)).toEqual([])
  })
})
