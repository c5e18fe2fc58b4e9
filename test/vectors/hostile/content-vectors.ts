import { concatBytes, utf8 } from '../../../main/core/bytes.ts'
import type { Json } from '../../../main/core/canonical.ts'
import { forge, type Entry, type Forgery } from '../../support/hostile-bundle.ts'
import { signedBy } from './office.ts'
import type { Vector } from './vector.ts'

const broken = { verdict: 'TOTAL-FAILED / FORMAT_FAILURE', cryptography: 'failed' } as const
/** Refused for its form; values and digests hold. */
const misshapen = { ...broken, cryptography: 'passed' } as const
const changed = { verdict: 'TOTAL-FAILED / HASH_FAILURE', cryptography: 'failed' } as const
const sign = signedBy()

function made(change: Omit<Forgery, 'sign'>): Vector['make'] {
  return () => forge({ sign, ...change })
}

const clip = 'clips/0001.mp4'

function replaced(name: string, bytes: Uint8Array): (all: Entry[]) => Entry[] {
  return (all) => all.map((entry) => (entry.name === name ? { name, bytes } : entry))
}

const entityBomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`

/** Attacks on manifest, case.json, chunk lists and files. */
export const contentVectors: readonly Vector[] = [
  {
    name: 'swapped-clip',
    make: made({ entries: replaced(clip, Uint8Array.of(4, 3, 2, 1)) }),
    ...changed,
    findings: ['chunk.broken clips/0001.mp4', 'file.changed clips/0001.mp4'],
  },
  {
    name: 'shortened-clip',
    make: made({ entries: replaced(clip, Uint8Array.of(1, 2, 3)) }),
    ...broken,
    findings: ['case.mismatch clips/0001.mp4', 'chunk.broken clips/0001.mp4', 'file.changed clips/0001.mp4'],
  },
  {
    name: 'removed-clip',
    make: made({ entries: (all) => all.filter(({ name }) => name !== clip) }),
    ...broken,
    findings: [
      'case.mismatch clips/0001.mp4',
      'chunkList.missing clips/0001.mp4.sha256-64K',
      'file.removed clips/0001.mp4',
    ],
  },
  {
    name: 'manifest-omits-clip',
    make: made({ listed: (all) => all.filter(({ name }) => name !== clip) }),
    ...broken,
    findings: ['case.mismatch clips/0001.mp4', 'coverage.uncovered clips/0001.mp4'],
  },
  {
    name: 'second-manifest',
    make: made({
      entries: (all) => {
        const manifest = all.at(-2)
        return manifest
          ? [...all.slice(0, -2), { ...manifest, name: 'META-INF/ASiCManifest002.xml' }, ...all.slice(-2)]
          : all
      },
    }),
    ...broken,
    findings: ['container.unknownMeta META-INF/ASiCManifest002.xml'],
  },
  {
    name: 'chunk-list-that-contradicts-the-file-digest',
    make: made({
      order: {
        editList: (list) =>
          utf8(
            Buffer.from(list)
              .toString()
              .replace(/^./, (c) => (c === '0' ? '1' : '0')),
          ),
      },
    }),
    ...changed,
    findings: [
      'chunk.broken clips/0001.mp4',
      'chunkList.contradicts clips/0001.mp4',
      'file.changed clips/0001.mp4',
    ],
  },
  {
    name: 'chunk-list-one-line-short',
    make: made({ order: { clips: [new Uint8Array(70_000)], editList: (list) => list.subarray(65) } }),
    ...changed,
    findings: ['chunkList.shape clips/0001.mp4.sha256-64K'],
  },
  {
    name: 'chunk-list-in-upper-case',
    make: made({ order: { editList: (list) => utf8(Buffer.from(list).toString().toUpperCase()) } }),
    ...changed,
    findings: ['chunkList.shape clips/0001.mp4.sha256-64K'],
  },
  {
    name: 'chunk-size-that-is-no-power-of-two',
    make: made({ order: { chunkSize: 100_000 } }),
    ...misshapen,
    findings: ['case.field case.json'],
  },
  {
    name: 'case-that-claims-another-digest',
    make: made({
      order: {
        edit: (facts) => {
          const clips = JSON.stringify(facts['clips']).replace(/"sha256":"..../, '"sha256":"0000')
          facts['clips'] = JSON.parse(clips) as Json
        },
      },
    }),
    ...misshapen,
    findings: ['case.mismatch clips/0001.mp4'],
  },
  {
    name: 'case-with-a-field-nobody-reads',
    make: made({
      order: {
        edit: (facts) => {
          facts['remark'] = 'approved'
        },
      },
    }),
    ...misshapen,
    findings: ['case.field case.json'],
  },
  {
    name: 'case-in-another-spelling',
    make: () =>
      forge({
        sign,
        listed: (all) => all.map((file) => (file.name === 'case.json' ? spaced(file) : file)),
        entries: (all) => all.map((entry) => (entry.name === 'case.json' ? spaced(entry) : entry)),
      }),
    ...misshapen,
    findings: ['case.notCanonical case.json'],
  },
  {
    name: 'doctype',
    make: made({ manifest: (xml) => xml.replace('?>\n', '?>\n<!DOCTYPE x>') }),
    ...broken,
    findings: [
      'manifest.xml META-INF/ASiCManifest001.xml',
      'manifest.notReferred META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'entity-bomb',
    make: made({ manifest: (xml) => xml.replace('?>\n', `?>\n${entityBomb}`) }),
    ...broken,
    findings: [
      'manifest.xml META-INF/ASiCManifest001.xml',
      'manifest.notReferred META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'entity-in-a-digest',
    make: made({ manifest: (xml) => xml.replace('<ds:DigestValue>', '<ds:DigestValue>&a;') }),
    ...broken,
    findings: [
      'manifest.xml META-INF/ASiCManifest001.xml',
      'manifest.notReferred META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'processing-instruction',
    make: made({ manifest: (xml) => xml.replace('?>\n', '?>\n<?xml-stylesheet href="a.xsl"?>') }),
    ...broken,
    findings: [
      'manifest.xml META-INF/ASiCManifest001.xml',
      'manifest.notReferred META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'manifest-in-utf-16',
    make: made({ manifest: (xml) => xml.replace('encoding="UTF-8"', 'encoding="UTF-16"') }),
    ...broken,
    findings: [
      'manifest.xml META-INF/ASiCManifest001.xml',
      'manifest.notReferred META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'wrong-namespace',
    make: made({ manifest: (xml) => xml.replace('02918/v1.2.1#', '02918/v1.9.9#') }),
    ...broken,
    findings: [
      'coverage.severalFiles META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'references-in-the-wrong-place',
    make: made({
      manifest: (xml) =>
        xml
          .replace('"application/pkcs7-signature"/>', '"application/pkcs7-signature">')
          .replace('</asic:ASiCManifest>', '</asic:SigReference></asic:ASiCManifest>'),
    }),
    ...broken,
    findings: [
      'manifest.schema META-INF/ASiCManifest001.xml',
      'manifest.notReferred META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'critical-extension-that-nobody-knows',
    make: made({
      manifest: (xml) =>
        xml.replace(
          '</asic:ASiCManifest>',
          '<asic:ASiCManifestExtensions><asic:Extension Critical="true"/></asic:ASiCManifestExtensions></asic:ASiCManifest>',
        ),
    }),
    ...broken,
    findings: [
      'manifest.critical META-INF/ASiCManifest001.xml',
      'manifest.notReferred META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
  {
    name: 'manifest-in-another-spelling',
    make: made({ manifest: (xml) => xml.replace('<asic:SigReference', '<!-- a note --><asic:SigReference') }),
    ...misshapen,
    findings: ['manifest.spelling META-INF/ASiCManifest001.xml'],
  },
  {
    name: 'unknown-digest-method',
    make: made({ manifest: (xml) => xml.replace('xmlenc#sha256', 'xmldsig#sha256') }),
    ...broken,
    findings: [
      'manifest.digestMethod case.json',
      'manifest.spelling META-INF/ASiCManifest001.xml',
      'file.changed case.json',
    ],
  },
  {
    name: 'deep-xml',
    make: made({
      manifest: (xml) => xml.replace('<asic:SigReference', `${'<a>'.repeat(5000)}<asic:SigReference`),
    }),
    ...broken,
    findings: [
      'manifest.xml META-INF/ASiCManifest001.xml',
      'manifest.notReferred META-INF/signature001.p7s',
      'coverage.uncovered case.json',
      'coverage.uncovered clips/0001.mp4',
      'coverage.uncovered clips/0001.mp4.sha256-64K',
      'signature.contentChanged C=DE, O=MUSTER, CN=Device',
    ],
  },
]

function spaced<T extends { readonly bytes: Uint8Array }>(file: T): T {
  return { ...file, bytes: concatBytes(file.bytes, utf8(' ')) }
}
