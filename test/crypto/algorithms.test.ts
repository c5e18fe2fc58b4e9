import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { oid, seq } from '../support/asn1.ts'
import { makeCms, type CmsOrder } from '../support/cms.ts'
import { forge } from '../support/hostile-bundle.ts'
import { ecKey, makeCertificate, makeCrl, trustIn } from '../support/pki.ts'

// Keys, certificates, lists and signatures by OpenSSL: nothing here was made by the code that judges it.
const work = mkdtempSync(join(tmpdir(), 'asservat-algorithms-'))
const now = new Date(Date.now() + 24 * 3600 * 1000)
const made = new Set<string>()

function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { cwd: work, stdio: ['ignore', 'pipe', 'pipe'] })
}

const configuration = `
[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=3650
[req]\ndistinguished_name=n\nprompt=no\n[n]\nC=DE\nCN=Root\n[root]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash
[leaf]\nkeyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid
`

interface Kind {
  readonly name: string
  /** Arguments of `openssl genpkey`. */
  readonly key: readonly string[]
  readonly digest: string
  readonly options?: readonly string[]
  readonly algorithm: string
}

const pss = ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32']
const rsa = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072']
const ec = (curve: string): readonly string[] => [
  '-algorithm',
  'EC',
  '-pkeyopt',
  `ec_paramgen_curve:${curve}`,
]

const kinds: readonly Kind[] = [
  { name: 'RSA', key: rsa, digest: 'sha256', algorithm: 'RSA-PKCS1 / SHA-256' },
  { name: 'RSA with SHA-512', key: rsa, digest: 'sha512', algorithm: 'RSA-PKCS1 / SHA-512' },
  { name: 'RSA with SHA3-256', key: rsa, digest: 'sha3-256', algorithm: 'RSA-PKCS1 / SHA3-256' },
  { name: 'RSA-PSS', key: rsa, digest: 'sha256', options: pss, algorithm: 'RSA-PSS / SHA-256' },
  {
    name: 'an id-RSASSA-PSS key',
    key: [
      '-algorithm',
      'RSA-PSS',
      '-pkeyopt',
      'rsa_keygen_bits:3072',
      '-pkeyopt',
      'rsa_pss_keygen_md:sha512',
      '-pkeyopt',
      'rsa_pss_keygen_mgf1_md:sha512',
      '-pkeyopt',
      'rsa_pss_keygen_saltlen:64',
    ],
    digest: 'sha512',
    options: ['-keyopt', 'rsa_pss_saltlen:64'],
    algorithm: 'RSA-PSS / SHA-512',
  },
  { name: 'P-256', key: ec('P-256'), digest: 'sha256', algorithm: 'ECDSA / SHA-256' },
  { name: 'P-384', key: ec('P-384'), digest: 'sha384', algorithm: 'ECDSA / SHA-384' },
  { name: 'P-521', key: ec('P-521'), digest: 'sha512', algorithm: 'ECDSA / SHA-512' },
  { name: 'brainpoolP256r1', key: ec('brainpoolP256r1'), digest: 'sha256', algorithm: 'ECDSA / SHA-256' },
  { name: 'brainpoolP384r1', key: ec('brainpoolP384r1'), digest: 'sha384', algorithm: 'ECDSA / SHA-384' },
  { name: 'brainpoolP512r1', key: ec('brainpoolP512r1'), digest: 'sha512', algorithm: 'ECDSA / SHA-512' },
]

/** Keys of a kind are made once: RSA takes its time. */
function keyFile(key: readonly string[], who: string): string {
  const file = `${key.join('').replace(/\W/g, '')}-${who}.key`
  if (!made.has(file)) openssl('genpkey', ...key, '-out', file)
  made.add(file)
  return file
}

/** A root of the same kind, a leaf and a list. */
function makePki({ name, key, digest, options = [] }: Kind) {
  const id = name.replace(/\W/g, '')
  const md = digest.startsWith('sha3') ? 'sha256' : digest
  const sigopt = options.flatMap((word) => (word === '-keyopt' ? '-sigopt' : word))
  writeFileSync(join(work, 'c.cnf'), configuration)
  writeFileSync(join(work, 'index.txt'), '')
  writeFileSync(join(work, 'crlnumber'), '01')
  for (const who of ['root', 'leaf'])
    copyFileSync(join(work, keyFile(key, who)), join(work, `${id}-${who}.key`))
  const subject = ['-config', 'c.cnf', `-${md}`]
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    `${id}-root.key`,
    ...subject,
    '-extensions',
    'root',
    '-days',
    '3650',
    ...sigopt,
    '-out',
    `${id}-root.pem`,
  )
  openssl(
    'req',
    '-new',
    '-key',
    `${id}-leaf.key`,
    ...subject,
    '-subj',
    `/C=DE/CN=${name}`,
    ...sigopt,
    '-out',
    `${id}.csr`,
  )
  openssl(
    'x509',
    '-req',
    '-in',
    `${id}.csr`,
    '-CA',
    `${id}-root.pem`,
    '-CAkey',
    `${id}-root.key`,
    '-set_serial',
    '7',
    `-${md}`,
    '-days',
    '3000',
    ...sigopt,
    '-extfile',
    'c.cnf',
    '-extensions',
    'leaf',
    '-out',
    `${id}-leaf.pem`,
  )
  openssl(
    'ca',
    '-gencrl',
    '-config',
    'c.cnf',
    '-cert',
    `${id}-root.pem`,
    '-keyfile',
    `${id}-root.key`,
    '-md',
    md,
    ...sigopt,
    '-out',
    `${id}.crl`,
  )
  const read = (file: string) => ({ name: file, bytes: readFileSync(join(work, file)) })
  return { id, trust: trustFrom([read(`${id}-root.pem`), read(`${id}.crl`)]) }
}

function signByOpenssl({ digest, options = [] }: Kind, id: string, content: Uint8Array): Uint8Array {
  writeFileSync(join(work, 'content'), content)
  openssl(
    'cms',
    '-sign',
    '-cades',
    '-binary',
    '-in',
    'content',
    '-signer',
    `${id}-leaf.pem`,
    '-inkey',
    `${id}-leaf.key`,
    '-md',
    digest,
    ...options,
    '-outform',
    'DER',
    '-out',
    'signature',
  )
  return new Uint8Array(readFileSync(join(work, 'signature')))
}

describe.each(kinds)('a bundle that OpenSSL signed by $name', (kind) => {
  const { id, trust } = makePki(kind)

  test('is TOTAL-PASSED, and with another byte in the manifest it is not', async () => {
    const good = await forge({ sign: (manifest) => signByOpenssl(kind, id, manifest) })
    const judged = await judgeFile(sourceOf(good), { name: 'bundle', trust, now })
    await judged.checkWhole({ signal: { aborted: false } })
    const { verdict, findings, signers } = judged.facts()
    expect(findings.filter(({ state }) => state !== 'passed')).toEqual([])
    expect(verdict.indication).toBe('TOTAL-PASSED')
    expect(signers[0]?.algorithm).toBe(kind.algorithm)
    const bad = await forge({ sign: (manifest) => signByOpenssl(kind, id, Uint8Array.of(...manifest, 10)) })
    const refused = await judgeFile(sourceOf(bad), { name: 'bundle', trust, now })
    expect(refused.facts().verdict).toEqual({ indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' })
  })

  test('is SIG_CRYPTO_FAILURE with one bit of the signature value flipped', async () => {
    const sign = (manifest: Uint8Array): Uint8Array => {
      const cms = signByOpenssl(kind, id, manifest)
      const last = cms.length - 5
      cms[last] = (cms[last] ?? 0) ^ 1
      return cms
    }
    const judged = await judgeFile(sourceOf(await forge({ sign })), { name: 'bundle', trust, now })
    expect(judged.facts().verdict.subIndication).toBe('SIG_CRYPTO_FAILURE')
  })
})

/** Signed or digested by the openssl program: Electron's library knows neither SHA-3. */
function byOpenssl(input: Uint8Array, ...words: readonly string[]): Uint8Array {
  return new Uint8Array(execFileSync('openssl', words, { cwd: work, input }))
}

// OpenSSL 3.0 makes no CMS with these: only the structure around the signature is built by hand.
describe.each(['Ed25519', 'P-256 with SHA3-256'])('a bundle signed by %s', (name) => {
  const key = name === 'Ed25519' ? generateKeyPairSync('ed25519').privateKey : ecKey()
  writeFileSync(join(work, 'hand.key'), key.export({ type: 'pkcs8', format: 'pem' }))
  const root = makeCertificate({ name: 'Root', ca: true })
  const signer = makeCertificate({ name, issuer: root, key })
  const sha3: Partial<CmsOrder> = {
    digestOid: '2.16.840.1.101.3.4.2.8',
    digest: (bytes) => byOpenssl(bytes, 'dgst', '-sha3-256', '-binary'),
    algorithm: seq(oid('2.16.840.1.101.3.4.3.10')),
    value: (bytes) => byOpenssl(bytes, 'dgst', '-sha3-256', '-sign', 'hand.key'),
  }
  const order = name === 'Ed25519' ? { digestName: 'sha512', digestOid: '2.16.840.1.101.3.4.2.3' } : sha3
  const judge = async (more: Partial<CmsOrder>) => {
    const bundle = await forge({ sign: (content) => makeCms({ content, signer, ...order, ...more }) })
    const trust = trustIn([root], [makeCrl({ issuer: root })])
    const judged = await judgeFile(sourceOf(bundle), { name, trust, now })
    await judged.checkWhole({ signal: { aborted: false } })
    return judged.facts().verdict
  }

  test('is judged like any other', async () => {
    expect(await judge({})).toEqual({ indication: 'TOTAL-PASSED', subIndication: null })
    expect((await judge({ value: () => new Uint8Array(64) })).subIndication).toBe('SIG_CRYPTO_FAILURE')
  })
})
