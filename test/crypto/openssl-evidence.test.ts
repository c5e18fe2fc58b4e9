import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { sourceOf, utf8 } from '../../main/core/bytes.ts'
import { parseCrl } from '../../main/crypto/crl.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { parseCertificate, type Certificate } from '../../main/crypto/certificate.ts'
import { createPrivateKey } from 'node:crypto'
import { makeCms, signatureTimestamp } from '../support/cms.ts'

// Time stamp, OCSP answer and list by OpenSSL: does what others make count, and only for what it says?
const work = mkdtempSync(join(tmpdir(), 'asservat-evidence-'))
const content = utf8('Einsatzbericht')

function openssl(...words: readonly string[]): string {
  return execFileSync('openssl', words, { cwd: work, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
}

const configuration = `
[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=30\nnew_certs_dir=.\npolicy=p\ndefault_days=300\nunique_subject=no\ncopy_extensions=none
[p]\ncommonName=supplied
[req]\ndistinguished_name=n\nprompt=no\n[n]\nCN=Root
[root]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash
[leaf]\nkeyUsage=critical,digitalSignature\nauthorityKeyIdentifier=keyid
[stamp]\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping
[answer]\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning
[tsa]\ndefault_tsa=t\n[t]\nserial=tsaserial\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256,sha512\naccuracy=secs:1\ness_cert_id_chain=no\ness_cert_id_alg=sha256\ncrypto_device=builtin
`

function issue(name: string, extensions: string): void {
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`)
  openssl(
    'req',
    '-new',
    '-key',
    `${name}.key`,
    '-config',
    'c.cnf',
    '-subj',
    `/CN=${name}`,
    '-out',
    `${name}.csr`,
  )
  openssl(
    'ca',
    '-batch',
    '-config',
    'c.cnf',
    '-cert',
    'root.pem',
    '-keyfile',
    'root.key',
    '-in',
    `${name}.csr`,
    '-extensions',
    extensions,
    '-notext',
    '-out',
    `${name}.pem`,
  )
}

beforeAll(() => {
  writeFileSync(join(work, 'c.cnf'), configuration)
  for (const [file, text] of Object.entries({
    'index.txt': '',
    serial: '1000',
    crlnumber: '01',
    tsaserial: '01',
  }))
    writeFileSync(join(work, file), text)
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'root.key')
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    'root.key',
    '-config',
    'c.cnf',
    '-extensions',
    'root',
    '-days',
    '300',
    '-out',
    'root.pem',
  )
  issue('device', 'leaf')
  issue('tsa', 'stamp')
  issue('responder', 'answer')
  openssl(
    'ca',
    '-gencrl',
    '-config',
    'c.cnf',
    '-cert',
    'root.pem',
    '-keyfile',
    'root.key',
    '-out',
    'root.crl',
  )
})

function certificate(name: string): Certificate {
  openssl('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`)
  return parseCertificate(new Uint8Array(readFileSync(join(work, `${name}.der`))))
}

function signedBy(more: Partial<Parameters<typeof makeCms>[0]> = {}): Uint8Array {
  const key = createPrivateKey(readFileSync(join(work, 'device.key')))
  return makeCms({
    content,
    signer: { certificate: certificate('device'), key },
    inside: true,
    signingTime: new Date(),
    ...more,
  })
}

function stampedByOpenssl(value: Uint8Array): Uint8Array {
  writeFileSync(join(work, 'value'), value)
  openssl('ts', '-query', '-data', 'value', '-sha512', '-cert', '-out', 'query')
  openssl(
    'ts',
    '-reply',
    '-config',
    'c.cnf',
    '-queryfile',
    'query',
    '-signer',
    'tsa.pem',
    '-inkey',
    'tsa.key',
    '-out',
    'reply',
    '-token_out',
  )
  return new Uint8Array(readFileSync(join(work, 'reply')))
}

async function verdict(cms: Uint8Array, files: readonly string[], now: Date) {
  const trust = trustFrom(files.map((name) => ({ name, bytes: readFileSync(join(work, name)) })))
  const judged = await judgeFile(sourceOf(cms), { name: 'x', trust, now })
  const { verdict: found, signers } = judged.facts()
  return { verdict: `${found.indication} / ${found.subIndication}`, proven: signers[0]?.provenTime !== null }
}

const hour = 3600 * 1000
const soon = (): Date => new Date(Date.now() + hour)
const years = (): Date => new Date(Date.now() + 2 * 365 * 24 * hour)

test('a time stamp by OpenSSL proves the time, and outlives the certificates', async () => {
  const cms = signedBy({ unsigned: (value) => [signatureTimestamp(stampedByOpenssl(value))] })
  expect(await verdict(cms, ['root.pem', 'root.crl'], soon())).toEqual({
    verdict: 'TOTAL-PASSED / null',
    proven: true,
  })
  expect(await verdict(cms, ['root.pem', 'root.crl'], years())).toEqual({
    verdict: 'TOTAL-PASSED / null',
    proven: true,
  })
  expect(await verdict(signedBy(), ['root.pem', 'root.crl'], years())).toEqual({
    verdict: 'INDETERMINATE / EXPIRED',
    proven: false,
  })
})

test('a time stamp over something else proves nothing', async () => {
  const cms = signedBy({ unsigned: () => [signatureTimestamp(stampedByOpenssl(content))] })
  expect(await verdict(cms, ['root.pem', 'root.crl'], soon())).toEqual({
    verdict: 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE',
    proven: false,
  })
})

/** OpenSSL answers as an OCSP responder, from its own index. */
function answeredByOpenssl(): Uint8Array {
  openssl('ocsp', '-issuer', 'root.pem', '-cert', 'device.pem', '-reqout', 'request', '-no_nonce')
  openssl(
    'ocsp',
    '-index',
    'index.txt',
    '-CA',
    'root.pem',
    '-rsigner',
    'responder.pem',
    '-rkey',
    'responder.key',
    '-reqin',
    'request',
    '-respout',
    'answer',
    '-ndays',
    '3',
  )
  return new Uint8Array(readFileSync(join(work, 'answer')))
}

test('an OCSP answer by OpenSSL counts instead of a list; once revoked, it says so, and so does the list', async () => {
  const good = signedBy({ ocsp: [answeredByOpenssl()] })
  expect((await verdict(good, ['root.pem'], soon())).verdict).toBe('TOTAL-PASSED / null')
  expect((await verdict(good, ['root.pem'], years())).verdict).toBe('INDETERMINATE / EXPIRED')
  expect((await verdict(signedBy(), ['root.pem'], soon())).verdict).toBe('INDETERMINATE / TRY_LATER')
  openssl(
    'ca',
    '-config',
    'c.cnf',
    '-cert',
    'root.pem',
    '-keyfile',
    'root.key',
    '-revoke',
    'device.pem',
    '-crl_reason',
    'keyCompromise',
  )
  openssl(
    'ca',
    '-gencrl',
    '-config',
    'c.cnf',
    '-cert',
    'root.pem',
    '-keyfile',
    'root.key',
    '-out',
    'later.crl',
  )
  const revoked = signedBy({ ocsp: [answeredByOpenssl()] })
  expect((await verdict(revoked, ['root.pem'], soon())).verdict).toBe('INDETERMINATE / REVOKED_NO_POE')
  expect((await verdict(good, ['root.pem', 'later.crl'], soon())).verdict).toBe(
    'INDETERMINATE / REVOKED_NO_POE',
  )
  const der = openssl('crl', '-in', 'later.crl', '-outform', 'DER', '-out', 'later.der')
  expect(der).toBe('')
  const crl = parseCrl(new Uint8Array(readFileSync(join(work, 'later.der'))))
  expect(crl?.full).toBe(true)
  expect(crl?.revokedAt(certificate('device').serial)).toBeGreaterThan(Date.now() - hour)
  expect(crl?.revokedAt(certificate('tsa').serial)).toBeNull()
})
