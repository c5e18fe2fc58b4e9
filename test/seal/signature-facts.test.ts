import { beforeAll, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import type { BundleFacts } from '../../main/core/seal/bundle-facts.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { makeOffice } from '../support/pki.ts'

const office = makeOffice()
let bundle = new Uint8Array()

async function judged(bytes: Uint8Array): Promise<BundleFacts> {
  const file = await judgeFile(sourceOf(bytes), { name: 'x.asice', trust: office.trust, now: judgedAt })
  await file.checkWhole({ signal: { aborted: false } })
  return file.facts()
}

beforeAll(async () => {
  bundle = new Uint8Array(await makeBundle(office.identity, { clips: [new Uint8Array(70_000).fill(9)] }))
})

test('of a signature is told what it signs, each attribute, each algorithm and the use of each certificate', async () => {
  const { signers, trust } = await judged(bundle)
  const [signer] = signers
  expect({
    signs: signer?.signs,
    countersigns: signer?.countersigns,
    attributes: signer?.attributes.map(({ name }) => name).sort(),
    algorithms: signer?.algorithms.map(({ use, name, allowed }) => `${use} ${name} ${allowed}`),
    usage: signer?.chain.map(({ usage, ca }) => ({ usage, ca })),
    trust,
  }).toEqual({
    signs: 'META-INF/ASiCManifest001.xml',
    countersigns: null,
    attributes: ['contentType', 'messageDigest', 'signingCertificateV2', 'signingTime'],
    algorithms: [
      'digest SHA-256 true',
      'signature ECDSA true',
      'digest SHA-256 true',
      'signature ECDSA true',
    ],
    usage: [
      { usage: ['digitalSignature', 'nonRepudiation'], ca: false },
      { usage: ['keyCertSign', 'cRLSign'], ca: true },
    ],
    trust: { version: null, sha256: null, policy: 'ETSI TS 119 312' },
  })
})

test('of every file both digests are told, and they differ where it was changed', async () => {
  const changed = Uint8Array.from(bundle)
  const at = Buffer.from(changed).indexOf(Buffer.alloc(64, 9))
  changed[at] = 8
  const agrees = ({ files }: BundleFacts) =>
    files.flatMap(({ path, digests }) =>
      digests.map(({ stated, computed }) => `${path} ${stated === computed}`),
    )
  const paths = ['clips/0001.mp4', 'clips/0001.mp4.sha256-64K', 'case.json']
  expect(agrees(await judged(bundle)).sort()).toEqual(paths.map((path) => `${path} true`).sort())
  expect(agrees(await judged(changed)).sort()).toEqual(
    paths.map((path) => `${path} ${path !== 'clips/0001.mp4'}`).sort(),
  )
})
