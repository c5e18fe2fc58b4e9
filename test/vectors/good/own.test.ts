import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceOf } from '../../../main/core/bytes.ts'
import { toPem } from '../../../main/crypto/pem.ts'
import { judgeFile } from '../../../main/verify/judge-file.ts'
import { forge } from '../../support/hostile-bundle.ts'
import { judgedAt } from '../../support/make-bundle.ts'
import { root, signedBy, trust } from '../hostile/office.ts'

async function judged(bytes: Uint8Array) {
  const file = await judgeFile(sourceOf(bytes), { name: 'bundle.asice', trust, now: judgedAt })
  await file.checkWhole({ signal: { aborted: false } })
  const { verdict, cryptography, findings, playable } = file.facts()
  const open = findings.filter(({ state }) => state !== 'passed')
  return { verdict: verdict.indication, cryptography, playable, open }
}

const good = { verdict: 'TOTAL-PASSED', cryptography: 'passed', playable: true, open: [] }

test('a seal that names its signer by the key is as good as one that names the certificate', async () => {
  const sign = signedBy({ byKey: true })
  expect(await judged(await forge({ sign }))).toEqual(good)
  const folder = mkdtempSync(join(tmpdir(), 'asservat-ski-'))
  const content = Buffer.from('content')
  writeFileSync(join(folder, 'content'), content)
  writeFileSync(join(folder, 'content.p7s'), sign(content))
  writeFileSync(join(folder, 'root.pem'), toPem(root.certificate.der, 'CERTIFICATE'))
  const words = 'cms -verify -cades -purpose any -binary -inform DER -CAfile root.pem -in content.p7s'
  const said = execFileSync('openssl', [...words.split(' '), '-content', 'content'], {
    cwd: folder,
    stdio: 'pipe',
  })
  expect(said.toString()).toBe('content')
  rmSync(folder, { recursive: true })
})
