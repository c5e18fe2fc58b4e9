import { spawnSync } from 'node:child_process'
import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toHex } from '../../main/core/bytes.ts'
import type { CmsJudgement, LedgerPorts } from '../../main/core/ledger/ports.ts'
import type { CertificateFacts } from '../../main/core/seal/bundle-facts.ts'
import type { SessionKey, SigningIdentity } from '../../main/core/signing.ts'

/** The SQLite addon that set-up built. */
export const nativeBinding = join(import.meta.dirname, '../../build/native/better_sqlite3.node')

function openssl(words: readonly string[], input?: Uint8Array): Buffer {
  const run = spawnSync('openssl', words, { input, maxBuffer: 1 << 24 })
  if (run.status !== 0) throw new Error(`openssl ${words[0]}: ${run.stderr.toString()}`)
  return run.stdout
}

/** A person with a self-made certificate; openssl signs for him. */
export function makeIdentity(
  name = 'Prüfer/in 1',
  folder = mkdtempSync(join(tmpdir(), 'identity-')),
): SigningIdentity {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const subject = ['-subj', `/CN=${name.replaceAll('/', '\\/')}`, '-utf8', '-days', '400']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl(['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate])
  return identityFrom(folder)
}

/** The same person again, in another process. */
export function identityFrom(folder: string): SigningIdentity {
  const [key, pem] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const certificate = new X509Certificate(readFileSync(pem))
  const words = [
    'cms',
    '-sign',
    '-binary',
    '-outform',
    'DER',
    '-md',
    'sha256',
    '-signer',
    pem,
    '-inkey',
    key,
    '-cades',
  ]
  return {
    facts: factsOf(certificate),
    certificate: certificate.raw,
    chain: [],
    sample: false,
    signCms: (content) => Promise.resolve(openssl(words, content)),
  }
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    subject: certificate.subject,
    issuer: certificate.issuer,
    serial: certificate.serialNumber.toLowerCase(),
    sha256: toHex(createHash('sha256').update(certificate.raw).digest()),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    keyAlgorithm: 'EC',
  }
}

const judged = new Map<string, CmsJudgement>()

/** openssl's judgement of a detached CMS; each is asked once. */
function judgeCms(content: Uint8Array, cms: Uint8Array): CmsJudgement {
  const digest = createHash('sha256').update(content).update('|').update(cms).digest('hex')
  const known = judged.get(digest)
  if (known) return known
  const folder = mkdtempSync(join(tmpdir(), 'cms-'))
  const [text, signature, signer] = ['content', 'cms', 'signer'].map((name) => join(folder, name))
  if (!text || !signature || !signer) throw new Error('no folder')
  writeFileSync(text, content)
  writeFileSync(signature, cms)
  const words = [
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    signature,
    '-content',
    text,
    '-noverify',
  ]
  const run = spawnSync('openssl', [...words, '-signer', signer, '-out', '/dev/null'])
  const judgement: CmsJudgement =
    run.status === 0
      ? { ok: true, certificate: factsOf(new X509Certificate(readFileSync(signer))), trust: 'passed' }
      : { ok: false, reason: 'signatureInvalid' }
  judged.set(digest, judgement)
  return judgement
}

function makeSessionKey(): SessionKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  let secret: typeof pair.privateKey | undefined = pair.privateKey
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }),
    sign(bytes) {
      if (!secret) throw new Error('the session key is gone')
      return sign('sha256', bytes, { key: secret, dsaEncoding: 'ieee-p1363' })
    },
    forget() {
      secret = undefined
    },
  }
}

/** Real hashes, keys and clock; what a test wants otherwise it hands in. */
export function makePorts(own: Partial<LedgerPorts> = {}): LedgerPorts {
  return {
    sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    makeSessionKey,
    verifySession: (spki, bytes, signature) =>
      verify(
        'sha256',
        bytes,
        { key: Buffer.from(spki), format: 'der', type: 'spki', dsaEncoding: 'ieee-p1363' },
        signature,
      ),
    verifyCms: judgeCms,
    now: () => new Date(),
    random: (length) => randomBytes(length),
    uuid: () => randomUUID(),
    ...own,
  }
}
