import { concatBytes, utf8 } from '../../../main/core/bytes.ts'
import { packContainer } from '../../../main/core/container/pack-container.ts'
import {
  centralOf,
  forge,
  packLoosely,
  patched,
  placeOf,
  type Forgery,
} from '../../support/hostile-bundle.ts'
import { signedBy } from './office.ts'
import type { Vector } from './vector.ts'

const broken = { verdict: 'TOTAL-FAILED / FORMAT_FAILURE', cryptography: 'failed' } as const
/** Refused for its form; values and digests hold. */
const misshapen = { ...broken, cryptography: 'passed' } as const
const sign = signedBy()

function made(change: Omit<Forgery, 'sign'>): Vector['make'] {
  return () => forge({ sign, ...change })
}

function bytes(change: (all: Uint8Array) => Uint8Array): Vector['make'] {
  return made({ bytes: change })
}

const clip = 'clips/0001.mp4'

/** Attacks on the ZIP container around a bundle that is signed as it should be. */
export const containerVectors: readonly Vector[] = [
  {
    name: 'extra-file-beside-the-evidence',
    make: made({
      entries: (all) => [...all.slice(0, 2), { name: 'clips/0002.mp4', bytes: utf8('x') }, ...all.slice(2)],
    }),
    ...broken,
    findings: ['coverage.uncovered clips/0002.mp4'],
  },
  {
    name: 'extra-file-hidden-in-meta-inf',
    make: made({
      entries: (all) => [
        ...all.slice(0, -2),
        { name: 'META-INF/notes.txt', bytes: utf8('x') },
        ...all.slice(-2),
      ],
    }),
    ...broken,
    findings: ['container.unknownMeta META-INF/notes.txt'],
  },
  {
    name: 'local-name-differs-from-directory',
    make: bytes((all) => patched(all, placeOf(all, clip).header + 30 + 9, 0x32)),
    ...broken,
    findings: [
      'container.headersDiffer clips/0001.mp4',
      'container.gap clips/0001.mp4.sha256-64K',
      'container.layout bundle.asice',
      'case.mismatch clips/0001.mp4',
      'chunkList.missing clips/0001.mp4.sha256-64K',
      'file.removed clips/0001.mp4',
    ],
  },
  {
    name: 'local-size-differs-from-directory',
    make: bytes((all) => patched(all, placeOf(all, clip).header + 22, 3)),
    ...broken,
    findings: ['container.headersDiffer clips/0001.mp4', 'container.layout clips/0001.mp4'],
  },
  {
    name: 'wrong-crc-in-both-headers',
    make: bytes((all) =>
      patched(
        patched(all, placeOf(all, clip).header + 14, 1, 2, 3, 4),
        centralOf(all, clip) + 16,
        1,
        2,
        3,
        4,
      ),
    ),
    ...misshapen,
    findings: ['container.crc clips/0001.mp4'],
  },
  {
    name: 'entries-that-overlap',
    make: made({
      pack: (entries) =>
        packLoosely(entries, (stored, body) => ({
          body,
          stored: stored.map((entry, i) =>
            i === 2 ? { ...entry, headerOffset: stored[1]?.headerOffset ?? 0 } : entry,
          ),
        })),
    }),
    ...broken,
    findings: [
      'container.headersDiffer clips/0001.mp4',
      'container.gap clips/0001.mp4.sha256-64K',
      'container.layout bundle.asice',
      'case.mismatch clips/0001.mp4',
      'chunkList.missing clips/0001.mp4.sha256-64K',
      'file.removed clips/0001.mp4',
    ],
  },
  {
    name: 'gap-with-bytes-of-nobody',
    make: made({
      pack: (entries) =>
        packLoosely(entries, (stored, body) => ({ stored, body: concatBytes(body, utf8('hidden')) })),
    }),
    ...broken,
    findings: ['container.gap bundle.asice'],
  },
  {
    name: 'prepended-bytes',
    make: bytes((all) => concatBytes(utf8('MZ'), all)),
    ...broken,
    findings: ['container.directory bundle.asice'],
  },
  {
    name: 'trailing-bytes',
    make: bytes((all) => concatBytes(all, utf8('x'))),
    ...broken,
    findings: ['container.trailing bundle.asice'],
  },
  {
    name: 'end-of-directory-in-the-comment',
    make: bytes((all) => {
      const end = all.slice(-22)
      return concatBytes(all.slice(0, -2), Uint8Array.of(22, 0), end)
    }),
    ...broken,
    findings: ['container.severalEnds bundle.asice'],
  },
  {
    name: 'comment-that-nothing-covers',
    make: bytes((all) => concatBytes(all.slice(0, -2), Uint8Array.of(4, 0), utf8('note'))),
    ...misshapen,
    findings: ['container.comment bundle.asice', 'container.layout bundle.asice'],
  },
  {
    name: 'zip64-offset-past-the-end',
    make: bytes((all) => patched(all, all.length - 6, 0xff, 0xff, 0xff, 0xff)),
    ...broken,
    findings: ['container.directory bundle.asice'],
  },
  {
    name: 'cut-in-the-middle',
    make: bytes((all) => all.slice(0, all.length >> 1)),
    ...broken,
    findings: ['container.cutShort bundle.asice'],
  },
  {
    name: 'cut-by-one-byte',
    make: bytes((all) => all.slice(0, -1)),
    ...broken,
    findings: ['container.cutShort bundle.asice'],
  },
  {
    name: 'nothing-at-all',
    make: () => new Uint8Array(),
    ...broken,
    findings: ['container.notZip bundle.asice'],
  },
  {
    name: 'not-a-zip',
    make: () => utf8('This is a letter, not a bundle.'),
    ...broken,
    findings: ['container.notZip bundle.asice'],
  },
  {
    name: 'encrypted-flag',
    make: bytes((all) =>
      patched(patched(all, placeOf(all, clip).header + 6, 1), centralOf(all, clip) + 8, 1),
    ),
    ...broken,
    findings: [
      'container.encrypted clips/0001.mp4',
      'container.layout clips/0001.mp4',
      'container.layout bundle.asice',
    ],
  },
  {
    name: 'compressed-entry-in-an-own-bundle',
    make: bytes((all) =>
      patched(patched(all, placeOf(all, clip).header + 8, 8), centralOf(all, clip) + 10, 8),
    ),
    ...broken,
    findings: [
      'container.method clips/0001.mp4',
      'container.layout clips/0001.mp4',
      'container.layout bundle.asice',
      'chunkList.shape clips/0001.mp4.sha256-64K',
      'file.changed clips/0001.mp4',
    ],
  },
  {
    name: 'time-stamp-field-as-a-hiding-place',
    make: bytes((all) =>
      patched(patched(all, placeOf(all, clip).header + 10, 7), centralOf(all, clip) + 12, 7),
    ),
    ...misshapen,
    findings: ['container.layout clips/0001.mp4', 'container.layout bundle.asice'],
  },
  {
    name: 'mimetype-not-first',
    make: made({ entries: ([first, second, ...rest]) => (first && second ? [second, first, ...rest] : []) }),
    ...misshapen,
    findings: [
      'container.mimetype bundle.asice',
      'container.mimetype bundle.asice',
      'container.layout META-INF/ASiCManifest001.xml',
    ],
  },
  {
    name: 'directory-in-another-order',
    make: made({
      pack: (entries) =>
        packLoosely(entries, (stored, body) => ({
          body,
          stored: [...stored.slice(0, 1), ...stored.slice(1).reverse()],
        })),
    }),
    ...misshapen,
    findings: ['container.layout bundle.asice', 'container.layout META-INF/ASiCManifest001.xml'],
  },
  {
    name: 'unsigned-container',
    make: () => packContainer([{ name: 'clips/0001.mp4', bytes: utf8('x') }]),
    verdict: 'INDETERMINATE / NO_SIGNATURE_FOUND',
    cryptography: 'notChecked',
    findings: ['signature.none bundle.asice'],
  },
  {
    name: 'signature-removed',
    make: made({ entries: (all) => all.slice(0, -1) }),
    verdict: 'INDETERMINATE / NO_SIGNATURE_FOUND',
    cryptography: 'notChecked',
    findings: ['signature.none bundle.asice'],
  },
]
