import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toPem } from '../../main/crypto/pem.ts'
import { parseTokenUri } from '../../main/keys/token-uri.ts'
import { root } from '../support/checkout.ts'
import { ecKey, makeCertificate, rsaKey } from '../support/pki.ts'
import { faultyLibrary, softHsm, SoftToken } from '../support/soft-token.ts'

const program = join(root, 'build', 'main', 'cli.js')

test('a key on a token is named as other programs name it', () => {
  expect(parseTokenUri('pkcs11:token=Karte%201;id=%0a%FF?module-path=/lib/m.so&x-padding=pss')).toEqual({
    library: '/lib/m.so',
    token: 'Karte 1',
    slot: undefined,
    key: '0aff',
    padding: 'pss',
  })
  expect(parseTokenUri('pkcs11:serial=12;object=Signatur;slot-id=3?module-path=m.so')).toEqual({
    library: 'm.so',
    token: '12',
    slot: 3,
    key: 'Signatur',
    padding: 'pkcs1',
  })
  for (const uri of [
    'pkcs11:token=x',
    'pkcs11:token=x;token=y?module-path=m',
    'pkcs11:manufacturer=x?module-path=m',
    'pkcs11:token=%zz?module-path=m',
    'pkcs11:slot-id=-1?module-path=m',
    'file:x',
  ])
    expect([uri, parseTokenUri(uri)]).toEqual([uri, undefined])
})

// Needs SoftHSM and the built program: without either nothing would be proved.
describe.skipIf(!softHsm || !existsSync(program))('sealing by the command line with a card', () => {
  const authority = makeCertificate({ name: 'Root', ca: true })
  const card = new SoftToken('Siegelkarte')
  const kinds = { '01': rsaKey(3072), '02': ecKey('secp384r1') }
  for (const [id, key] of Object.entries(kinds))
    card.hold(makeCertificate({ name: `Gerät ${id}`, issuer: authority, key }), id, id)
  const file = (name: string, text: string) => {
    writeFileSync(join(card.folder, name), text)
    return join(card.folder, name)
  }
  const rootPem = file('root.pem', toPem(authority.certificate.der, 'CERTIFICATE'))
  const evidence = join(card.folder, 'evidence')
  execFileSync('mkdir', [evidence])
  writeFileSync(join(evidence, 'note.txt'), 'Begleitschein')
  const seal = (uri: string, pin: string, out: string) =>
    spawnSync(
      process.execPath,
      [program, 'seal', evidence, '--case', join(card.folder, 'case.json'), '--key', uri].concat(
        ['--pass-file', file('pin', pin)],
        ['--out', join(card.folder, out)],
      ),
      { encoding: 'utf8', env: { ...process.env, SOFTHSM2_CONF: card.configuration } },
    )
  file(
    'case.json',
    JSON.stringify({
      case: { fileNumber: '1 Js 1/26', title: 'T', office: 'O' },
      exhibit: { number: 'A-1', medium: 'M', serial: 'S' },
    }),
  )

  test.each([
    ['RSA', 'object=01', ''],
    ['RSA-PSS', 'object=01', '&x-padding=pss'],
    ['ECDSA', 'id=%02', ''],
  ])('%s: openssl confirms the seal', (name, key, more) => {
    const uri = `pkcs11:token=Siegelkarte;${key}?module-path=${softHsm ?? ''}${more}`
    const sealed = seal(uri, `${card.pin}\n`, `${name}.asice`)
    expect([sealed.status, sealed.stderr]).toEqual([0, ''])
    for (const part of ['META-INF/signature001.p7s', 'META-INF/ASiCManifest001.xml'])
      execFileSync('unzip', ['-o', '-q', `${name}.asice`, part], { cwd: card.folder })
    const words = 'cms -verify -cades -binary -inform DER -purpose any -in META-INF/signature001.p7s'.split(
      ' ',
    )
    const judged = spawnSync(
      'openssl',
      [...words, '-content', 'META-INF/ASiCManifest001.xml', '-CAfile', rootPem, '-out', '/dev/null'],
      { cwd: card.folder, encoding: 'utf8' },
    )
    expect(judged.stderr).toContain('CAdES Verification successful')
  })

  test('a card pulled out while it signs leaves no bundle behind', () => {
    const fault = faultyLibrary(card.folder)
    fault.tell('removed')
    const refused = seal(`pkcs11:object=02?module-path=${fault.path}`, card.pin, 'half.asice')
    expect([refused.status, refused.stderr]).toEqual([
      3,
      expect.stringMatching(/card was removed|Karte wurde entfernt/),
    ])
    expect(readdirSync(card.folder).filter((name) => name.startsWith('half'))).toEqual([])
  })

  test('a wrong PIN seals nothing and says so', () => {
    const uri = `pkcs11:token=Siegelkarte;object=01?module-path=${softHsm ?? ''}`
    const refused = seal(uri, '0000', 'never.asice')
    expect(refused.status).toBe(3)
    expect(refused.stderr).toMatch(/PIN/)
    expect(existsSync(join(card.folder, 'never.asice'))).toBe(false)
  })
})
