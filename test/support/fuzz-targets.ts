import { sourceOf, utf8 } from '../../main/core/bytes.ts'
import { canonicalBytes } from '../../main/core/canonical.ts'
import { printChunkList, parseChunkList } from '../../main/core/chunks/chunk-list.ts'
import { parseManifest, printManifest } from '../../main/core/container/asic-manifest.ts'
import { packContainer } from '../../main/core/container/pack-container.ts'
import { readDirectory } from '../../main/core/container/read-directory.ts'
import { parseCase } from '../../main/core/seal/case-file.ts'
import { tryCertificate } from '../../main/crypto/certificate.ts'
import { parseCrl } from '../../main/crypto/crl.ts'
import { openPkcs12 } from '../../main/crypto/key-file.ts'
import { parseOcsp } from '../../main/crypto/ocsp.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { verifyDetached } from '../../main/crypto/verify-detached.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { parseCaseDraft } from '../../main/verify/case-draft.ts'
import { makeCms, makeToken, signatureTimestamp } from './cms.ts'
import { bundleFiles, judgedAt, makeBundle } from './make-bundle.ts'
import { makeOcsp } from './ocsp.ts'
import { extension, makeCertificate, makeCrl, makeOffice } from './pki.ts'
import { oid, seq } from './asn1.ts'
import { forge } from './hostile-bundle.ts'

/** A parser or judge, and good input for it. `passes` is true when it took the bytes for good evidence. */
export interface Target {
  readonly name: string
  readonly seed: Uint8Array
  readonly passes: (bytes: Uint8Array) => Promise<boolean>
}

const office = makeOffice()
const tsa = makeCertificate({
  name: 'TSA',
  issuer: office.root,
  extensions: [extension('2.5.29.37', seq(oid('1.3.6.1.5.5.7.3.8')), true)],
})
const content = utf8('Feststellung')
const ocsp = makeOcsp({ about: office.device.certificate, issuer: office.root, thisUpdate: judgedAt })

async function judged(bytes: Uint8Array): Promise<boolean> {
  const file = await judgeFile(sourceOf(bytes), { name: 'x', trust: office.trust, now: judgedAt })
  await file.checkWhole({ signal: { aborted: false } })
  const { verdict, findings } = file.facts()
  if (findings.some(({ reason }) => reason === 'container.defect')) throw new Error('a defect of the judge')
  for (const { path } of file.facts().files) await file.readFile(path)
  return verdict.indication === 'TOTAL-PASSED'
}

/** Reading without an exception is all that a parser alone can promise. */
function parser(name: string, seed: Uint8Array, parse: (bytes: Uint8Array) => unknown): Target {
  return { name, seed, passes: (bytes) => Promise.resolve(parse(bytes)).then(() => false) }
}

/** Everything that takes bytes from strangers. */
export async function fuzzTargets(): Promise<readonly Target[]> {
  const stamped = await forge({
    sign: (manifest) =>
      makeCms({
        content: manifest,
        signer: office.device,
        crls: [office.crl],
        ocsp: [ocsp],
        unsigned: (value) => [signatureTimestamp(makeToken(tsa, value, judgedAt))],
      }),
  })
  const cms = makeCms({ content, signer: office.device, crls: [office.crl], ocsp: [ocsp] })
  const caseFile = bundleFiles()[0]?.bytes ?? canonicalBytes({})
  const foreign = packContainer([
    { name: 'a.txt', bytes: content },
    { name: 'META-INF/signature.p7s', bytes: cms },
  ])
  return [
    { name: 'bundle', seed: await makeBundle(office.identity), passes: judged },
    { name: 'bundle with time stamp', seed: stamped, passes: judged },
    parser('foreign container', foreign, judged),
    parser('bare CMS', makeCms({ content, signer: office.device, inside: true }), judged),
    parser('detached CMS', cms, (bytes) => {
      const { findings } = verifyDetached(content, bytes, office.trust, judgedAt, 'reviewer')
      if (findings.some(({ reason }) => reason === 'container.defect'))
        throw new Error('a defect of the judge')
    }),
    parser('ZIP directory', foreign, (bytes) => readDirectory(sourceOf(bytes))),
    parser(
      'manifest',
      printManifest('META-INF/s.p7s', [
        { path: 'ä/b', mediaType: 'a/b', rootfile: true, sha256: new Uint8Array(32) },
      ]),
      parseManifest,
    ),
    parser('certificate', office.root.certificate.der, tryCertificate),
    parser(
      'revocation list',
      makeCrl({ issuer: office.root, revoked: [{ serial: '42', at: judgedAt }] }),
      (bytes) => parseCrl(bytes)?.revokedAt('42'),
    ),
    parser('OCSP response', ocsp, parseOcsp),
    parser('case.json', caseFile, parseCase),
    parser(
      'handed case file',
      utf8('{"case":"1 Js 2/25","clips":[{"path":"a.mp4","startedAt":"2025-01-01T00:00:00Z"}]}'),
      parseCaseDraft,
    ),
    parser(
      'chunk list',
      printChunkList([content, content].map((_, i) => new Uint8Array(32).fill(i))),
      (bytes) => parseChunkList(bytes, 2),
    ),
    parser('key file', cms, (bytes) => openPkcs12(bytes, 'x')),
    parser('trust folder', office.root.certificate.der, (bytes) =>
      trustFrom([
        { name: 'a.crt', bytes },
        { name: 'b.crl', bytes },
      ]),
    ),
  ]
}
