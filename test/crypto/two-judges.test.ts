import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { verdictOf } from '../../main/core/seal/verdict.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { verifyDetached } from '../../main/crypto/verify-detached.ts'
import { makeCms } from '../support/cms.ts'
import { changes, mutated } from '../support/mutate.ts'
import { makeCertificate, makeCrl, rsaKey, trustIn } from '../support/pki.ts'

const numRuns = Number(process.env['ASSERVAT_TWO_JUDGES_ROUNDS'] ?? 60)
const now = new Date('2026-06-01T00:00:00Z')
const content = utf8('Was versiegelt wurde')
const folder = mkdtempSync(join(tmpdir(), 'two-judges-'))
const at = (name: string) => join(folder, name)
const root = makeCertificate({ name: 'Root', ca: true })
const trust = trustIn([root], [makeCrl({ issuer: root })])
const signers = [undefined, rsaKey()].map((key, i) =>
  makeCertificate({ name: `Device ${i}`, issuer: root, ...(key ? { key } : {}) }),
)

beforeAll(() => {
  writeFileSync(at('root.pem'), toPem(root.certificate.der, 'CERTIFICATE'))
  writeFileSync(at('content'), content)
})

/** Whether openssl takes the signature for good, chain and ESS attribute included. */
function opensslPasses(cms: Uint8Array): boolean {
  writeFileSync(at('sig.p7s'), cms)
  const words = 'cms -verify -cades -purpose any -binary -inform DER'.split(' ')
  const files = [
    '-in',
    at('sig.p7s'),
    '-content',
    at('content'),
    '-CAfile',
    at('root.pem'),
    '-out',
    '/dev/null',
  ]
  return spawnSync('openssl', [...words, ...files]).status === 0
}

function passes(cms: Uint8Array): boolean {
  const { findings } = verifyDetached(content, cms, trust, now, 'seal')
  return verdictOf(findings).indication === 'TOTAL-PASSED'
}

test.each([
  ['ECDSA', 0],
  ['RSA', 1],
])(
  'whatever is done to a signature by %s, it passes here only where openssl lets it pass too',
  (_, which) => {
    const signer = signers[which]
    if (!signer) throw new Error('no signer')
    const good = makeCms({ content, signer })
    expect([passes(good), opensslPasses(good)]).toEqual([true, true])
    fc.assert(
      fc.property(changes, (list) => {
        const altered = mutated(good, list)
        return !passes(altered) || opensslPasses(altered)
      }),
      { numRuns },
    )
  },
)
