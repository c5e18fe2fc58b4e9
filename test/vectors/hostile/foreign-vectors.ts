import { deflateRawSync } from 'node:zlib'
import { concatBytes, utf8 } from '../../../main/core/bytes.ts'
import { printManifest } from '../../../main/core/container/asic-manifest.ts'
import { crc32 } from '../../../main/core/container/crc32.ts'
import { packContainer } from '../../../main/core/container/pack-container.ts'
import { pack, signatures } from '../../../main/core/container/zip-layout.ts'
import { sha256 } from '../../../main/crypto/hash.ts'
import { centralOf, patched, placeOf } from '../../support/hostile-bundle.ts'
import { oid, seq } from '../../support/asn1.ts'
import { makeToken } from '../../support/cms.ts'
import { extension } from '../../support/pki.ts'
import { makeCertificate, root, signedBy } from './office.ts'
import type { Vector } from './vector.ts'

const broken = { verdict: 'TOTAL-FAILED / FORMAT_FAILURE', cryptography: 'failed' } as const
const report = utf8('Einsatzbericht')
const mimetype = { name: 'mimetype', bytes: utf8('application/vnd.etsi.asic-e+zip') }

interface Packed {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A container as other tools make them: every entry deflated. */
function deflated(entries: readonly Packed[]): Uint8Array {
  const parts: Uint8Array[] = []
  const central: Uint8Array[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const data = deflateRawSync(bytes)
    const common = concatBytes(
      pack([2, 20], [2, 0], [2, 8], [2, 0], [2, 0x21], [4, crc32(bytes)]),
      pack([4, data.length], [4, bytes.length], [2, name.length], [2, 0]),
    )
    const local = concatBytes(pack([4, signatures.local]), common, utf8(name), data)
    central.push(
      concatBytes(
        pack([4, signatures.central], [2, 20]),
        common,
        pack([2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
        utf8(name),
      ),
    )
    parts.push(local)
    at += local.length
  }
  const directory = concatBytes(...central)
  const count = entries.length
  const end = pack(
    [4, signatures.end],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directory.length],
    [4, at],
    [2, 0],
  )
  return concatBytes(...parts, directory, end)
}

function signedFiles(files: readonly Packed[], listed = files): Packed[] {
  const manifest = printManifest(
    'META-INF/signature.p7s',
    listed.map(({ name, bytes }) => ({
      path: name,
      mediaType: 'a/b',
      rootfile: false,
      sha256: sha256(bytes),
    })),
  )
  const signature = signedBy()(manifest)
  return [
    ...files,
    { name: 'META-INF/ASiCManifest.xml', bytes: manifest },
    { name: 'META-INF/signature.p7s', bytes: signature },
  ]
}

const plain = [mimetype, ...signedFiles([{ name: 'bericht.txt', bytes: report }])]
const xades = {
  name: 'META-INF/signatures0.xml',
  bytes: utf8('<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"/>'),
}

/** A file that nobody signed, with a manifest of its own and a time stamp over that, which anybody gets. */
function addedUnder(stamp: typeof makeToken): Packed[] {
  const added = { name: 'added.txt', bytes: utf8('Nachgeschoben') }
  const manifest = printManifest('META-INF/timestamp2.tst', [
    { path: added.name, mediaType: 'a/b', rootfile: false, sha256: sha256(added.bytes) },
  ])
  return [
    added,
    { name: 'META-INF/ASiCManifest2.xml', bytes: manifest },
    { name: 'META-INF/timestamp2.tst', bytes: stamp(tsa, manifest, new Date('2025-03-01T10:05:00Z')) },
  ]
}

const usage = extension('2.5.29.37', seq(oid('1.3.6.1.5.5.7.3.8')), true)
const tsa = makeCertificate({ name: 'TSA', issuer: root, extensions: [usage] })

/** Attacks on containers that are not ours, where more is permitted. */
export const foreignVectors: readonly Vector[] = [
  {
    name: 'zip-bomb',
    make: () => deflated([...plain, { name: 'big', bytes: new Uint8Array(20 * 2 ** 20) }]),
    ...broken,
    findings: ['container.bomb big', 'coverage.uncovered big'],
  },
  {
    name: 'zip-bomb-that-lies-about-its-size',
    make: () => {
      const bytes = deflated(signedFiles([{ name: 'a.txt', bytes: new Uint8Array(5000) }]))
      return patched(
        patched(bytes, placeOf(bytes, 'a.txt').header + 22, 9, 0),
        centralOf(bytes, 'a.txt') + 24,
        9,
        0,
      )
    },
    verdict: 'TOTAL-FAILED / HASH_FAILURE',
    cryptography: 'failed',
    findings: ['file.changed a.txt'],
  },
  {
    name: 'program-before-the-container',
    make: () => concatBytes(utf8('MZ program'), packContainer(plain)),
    ...broken,
    findings: ['container.directory bundle.asice'],
  },
  {
    name: 'own-looking-name-without-our-format',
    make: () =>
      packContainer([mimetype, ...signedFiles([{ name: 'case.json', bytes: utf8('{"format":"other/1"}') }])]),
    verdict: 'TOTAL-PASSED / null',
    cryptography: 'passed',
    findings: [],
  },
  {
    name: 'file-added-under-a-time-stamp-of-a-trusted-authority',
    make: () => packContainer([...plain, ...addedUnder(makeToken)]),
    ...broken,
    findings: ['coverage.uncovered added.txt'],
  },
  {
    name: 'xades-beside-a-good-signature',
    make: () => packContainer([...plain, xades]),
    verdict: 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE',
    cryptography: 'notChecked',
    findings: ['signature.xades META-INF/signatures0.xml'],
  },
  {
    name: 'xades-alone',
    make: () => packContainer([mimetype, { name: 'bericht.txt', bytes: report }, xades]),
    verdict: 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE',
    cryptography: 'notChecked',
    findings: ['signature.xades META-INF/signatures0.xml'],
  },
  {
    name: 'file-missing-from-a-foreign-container',
    make: () => packContainer([mimetype, ...signedFiles([], [{ name: 'bericht.txt', bytes: report }])]),
    verdict: 'INDETERMINATE / SIGNED_DATA_NOT_FOUND',
    cryptography: 'failed',
    findings: ['file.missing bericht.txt'],
  },
  {
    name: 'reference-that-can-mean-two-files',
    make: () => {
      const both = [
        { name: 'a%20b', bytes: report },
        { name: 'a b', bytes: utf8('other') },
      ]
      return packContainer([mimetype, ...signedFiles(both, [{ name: 'a b', bytes: utf8('other') }])])
    },
    ...broken,
    findings: ['manifest.ambiguous a%20b', 'coverage.uncovered a b', 'file.changed a%20b'],
  },
  {
    name: 'unsigned-second-manifest-covers-more',
    make: () => {
      const more = printManifest('META-INF/signature2.p7s', [
        { path: 'extra.txt', mediaType: 'a/b', rootfile: false, sha256: sha256(report) },
      ])
      return packContainer([
        ...plain,
        { name: 'extra.txt', bytes: report },
        { name: 'META-INF/ASiCManifest2.xml', bytes: more },
      ])
    },
    ...broken,
    findings: ['manifest.signatureMissing META-INF/ASiCManifest2.xml', 'coverage.uncovered extra.txt'],
  },
]
