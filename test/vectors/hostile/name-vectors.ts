import { utf8 } from '../../../main/core/bytes.ts'
import { centralOf, forge, patched, type Forgery } from '../../support/hostile-bundle.ts'
import { signedBy } from './office.ts'
import type { Vector } from './vector.ts'

const broken = { verdict: 'TOTAL-FAILED / FORMAT_FAILURE', cryptography: 'failed' } as const

function made(change: Omit<Forgery, 'sign'>): Vector['make'] {
  return () => forge({ sign: signedBy(), ...change })
}

function bytes(change: (all: Uint8Array) => Uint8Array): Vector['make'] {
  return made({ bytes: change })
}

const clip = 'clips/0001.mp4'

/** Attacks by the names of entries. */
export const nameVectors: readonly Vector[] = [
  {
    name: 'path-that-climbs-out',
    make: made({
      entries: (all) => [...all.slice(0, -2), { name: '../evil.exe', bytes: utf8('x') }, ...all.slice(-2)],
    }),
    ...broken,
    findings: ['container.name ../evil.exe', 'coverage.uncovered ../evil.exe'],
  },
  {
    name: 'name-reserved-by-windows',
    make: made({
      entries: (all) => [...all.slice(0, -2), { name: 'files/aux.txt', bytes: utf8('x') }, ...all.slice(-2)],
    }),
    ...broken,
    findings: ['container.name files/aux.txt', 'coverage.uncovered files/aux.txt'],
  },
  {
    name: 'two-entries-same-name',
    make: made({
      entries: (all) => [...all.slice(0, 3), { name: clip, bytes: utf8('other') }, ...all.slice(3)],
    }),
    ...broken,
    findings: [
      'container.duplicateName clips/0001.mp4',
      'case.mismatch clips/0001.mp4',
      'chunk.broken clips/0001.mp4',
      'file.changed clips/0001.mp4',
    ],
  },
  {
    name: 'two-names-that-case-folding-makes-one',
    make: made({
      entries: (all) => [
        ...all.slice(0, 3),
        { name: 'CLIPS/0001.MP4', bytes: utf8('other') },
        ...all.slice(3),
      ],
    }),
    ...broken,
    findings: ['container.duplicateName CLIPS/0001.MP4', 'coverage.uncovered CLIPS/0001.MP4'],
  },
  {
    name: 'symlink-in-place-of-a-clip',
    make: bytes((all) => {
      const at = centralOf(all, clip)
      return patched(patched(all, at + 5, 3), at + 40, 0xff, 0xa1)
    }),
    ...broken,
    findings: ['container.symlink clips/0001.mp4', 'container.layout bundle.asice'],
  },
]
