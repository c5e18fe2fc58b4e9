import { beforeAll, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { makeCertificate, makeCrl, identityOf, makeOffice, trustIn } from '../support/pki.ts'

const office = makeOffice()
let bundle: Uint8Array = new Uint8Array()

beforeAll(async () => {
  // With a certificate between root and device, and a revocation list inside: the parts of a CMS that no digest covers.
  const between = makeCertificate({ name: 'I', ca: true, issuer: office.root })
  const device = makeCertificate({ name: 'D', issuer: between })
  const crl = makeCrl({ issuer: between })
  bundle = await makeBundle(identityOf(device, [between], [crl]), {
    files: [{ name: 'n', bytes: Uint8Array.of(1) }],
  })
})

const trust = trustIn([office.root], [office.crl])

async function verdictOf(bytes: Uint8Array): Promise<string> {
  const judged = await judgeFile(sourceOf(bytes), { name: 'x', trust, now: judgedAt })
  await judged.checkWhole({ signal: { aborted: false } })
  const { verdict, findings } = judged.facts()
  if (findings.some(({ reason }) => reason === 'container.defect')) return 'defect'
  return verdict.indication
}

test('every flipped bit in a bundle is found, and none makes the judge stumble', async () => {
  expect(await verdictOf(bundle)).toBe('TOTAL-PASSED')
  const missed: string[] = []
  for (let at = 0; at < bundle.length; at++) {
    // All eight bits of one byte in turn over the neighbouring bytes; `npm run fuzz` flips every one.
    for (const bit of process.env['ASSERVAT_ALL_BITS'] ? [0, 1, 2, 3, 4, 5, 6, 7] : [at % 8]) {
      const altered = bundle.slice()
      altered[at] = (altered[at] ?? 0) ^ (1 << bit)
      const verdict = await verdictOf(altered)
      if (verdict === 'TOTAL-PASSED' || verdict === 'defect')
        missed.push(`${verdict}: bit ${bit} of byte ${at}`)
    }
  }
  expect(missed).toEqual([])
}, 600_000)
