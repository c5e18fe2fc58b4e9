import { expect, test } from 'vitest'
import { sourceOf } from '../../../main/core/bytes.ts'
import { judgeFile } from '../../../main/verify/judge-file.ts'
import { judgedAt } from '../../support/make-bundle.ts'
import { containerVectors } from './container-vectors.ts'
import { contentVectors } from './content-vectors.ts'
import { chainVectors } from './chain-vectors.ts'
import { cmsVectors } from './cms-vectors.ts'
import { foreignVectors } from './foreign-vectors.ts'
import { nameVectors } from './name-vectors.ts'
import { timestampVectors } from './timestamp-vectors.ts'
import { trust } from './office.ts'
import type { Vector } from './vector.ts'

const vectors: readonly Vector[] = [
  ...containerVectors,
  ...nameVectors,
  ...foreignVectors,
  ...contentVectors,
  ...cmsVectors,
  ...chainVectors,
  ...timestampVectors,
]

async function judged(vector: Vector) {
  const judging = await judgeFile(sourceOf(await vector.make()), {
    name: 'bundle.asice',
    trust: vector.trust ?? trust,
    now: vector.now ?? judgedAt,
  })
  await judging.checkWhole({ signal: { aborted: false } })
  const { verdict, cryptography, findings } = judging.facts()
  return {
    name: vector.name,
    verdict: `${verdict.indication} / ${verdict.subIndication}`,
    cryptography,
    findings: findings
      .filter(({ state }) => state !== 'passed')
      .map(({ reason, subject }) => `${reason} ${subject}`),
  }
}

test.each(vectors)('the forgery $name is called what it is', async (vector) => {
  const { name, verdict, cryptography, findings } = vector
  expect(await judged(vector)).toEqual({ name, verdict, cryptography, findings })
})

test('names of the gallery are unique', () => {
  expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length)
})
