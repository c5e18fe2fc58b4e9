import { spawnSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SigningIdentity } from '../../main/core/signing.ts'
import { signCades } from '../../main/crypto/cades.ts'
import { parseCertificate } from '../../main/crypto/certificate.ts'
import type { Trust } from '../../main/crypto/trust.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'

export interface ReportIdentity {
  readonly identity: SigningIdentity
  readonly trust: Trust
  /** PEM of the root. */
  readonly root: string
}

const keys = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['-newkey', 'rsa:3072'],
  pss: ['-newkey', 'rsa:3072'],
} as const

function openssl(folder: string, words: readonly string[]): void {
  const run = spawnSync('openssl', words, { cwd: folder })
  if (run.status !== 0) throw new Error(`openssl ${words[0]}: ${run.stderr.toString()}`)
}

/** A root and a reviewer below it, made by openssl; the product's own builder signs. */
export function makeReportIdentity(kind: keyof typeof keys = 'ec', sample = false): ReportIdentity {
  const folder = mkdtempSync(join(tmpdir(), 'reviewer-'))
  const extensions = 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n'
  writeFileSync(join(folder, 'leaf.cnf'), extensions)
  const usage = [
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ]
  const root = ['-subj', '/O=Musterland/CN=Musterland Personen CA 2', '-utf8', '-days', '3650', ...usage]
  openssl(folder, ['req', '-x509', ...keys[kind], '-nodes', ...root, '-keyout', 'ca.key', '-out', 'ca.pem'])
  const person = ['-subj', '/O=Musterland/OU=Interne Ermittlungen/CN=Prüfer\\/in 1', '-utf8']
  openssl(folder, ['req', ...keys[kind], '-nodes', ...person, '-keyout', 'leaf.key', '-out', 'leaf.csr'])
  const issue = [
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '800',
    '-extfile',
    'leaf.cnf',
  ]
  openssl(folder, ['x509', '-req', '-in', 'leaf.csr', ...issue, '-out', 'leaf.pem'])
  openssl(folder, ['x509', '-in', 'leaf.pem', '-outform', 'DER', '-out', 'leaf.der'])
  const key = createPrivateKey(readFileSync(join(folder, 'leaf.key')))
  const certificate = readFileSync(join(folder, 'leaf.der'))
  const pem = readFileSync(join(folder, 'ca.pem'))
  const authority =
    '[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=900\n'
  for (const [name, text] of Object.entries({ 'ca.cnf': authority, index: '', number: '01\n' }))
    writeFileSync(join(folder, name), text)
  openssl(folder, [
    'ca',
    '-config',
    'ca.cnf',
    '-gencrl',
    '-cert',
    'ca.pem',
    '-keyfile',
    'ca.key',
    '-out',
    'ca.crl',
  ])
  const crl = readFileSync(join(folder, 'ca.crl'))
  const padding = kind === 'pss' ? 'pss' : 'pkcs1'
  const identity: SigningIdentity = {
    facts: parseCertificate(certificate).facts,
    certificate,
    chain: [],
    sample,
    signCms: (content, signingTime) =>
      Promise.resolve(signCades(content, { key, certificate, chain: [], padding }, { signingTime })),
  }
  return {
    identity,
    trust: trustFrom([
      { name: 'ca.pem', bytes: pem },
      { name: 'ca.crl', bytes: crl },
    ]),
    root: pem.toString(),
  }
}
