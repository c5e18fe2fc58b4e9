import { createHash } from 'node:crypto'
import type { Annotation, AnnotationDraft } from '../../main/core/annotation/annotation.ts'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { EntryFacts } from '../../main/core/ledger/entry-facts.ts'
import type { ReportBasis } from '../../main/core/report/build-report.ts'
import type { BundleFacts, CertificateFacts, ClipFacts } from '../../main/core/seal/bundle-facts.ts'

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

export function certificate(subject: string, issuer: string): CertificateFacts {
  return {
    subject,
    issuer,
    serial: digest(subject).slice(0, 16),
    sha256: digest(`certificate ${subject}`),
    notBefore: '2026-01-10T00:00:00Z',
    notAfter: '2029-01-09T23:59:59Z',
    keyAlgorithm: 'EC P-256',
  }
}

const root = certificate(
  'CN=Musterland Beweismittel Root CA 1,O=Musterland',
  'CN=Musterland Beweismittel Root CA 1,O=Musterland',
)
const station = certificate('CN=Übergabestation 04,OU=Inspektion Nord,O=Musterland', root.subject)
export const reviewer = certificate(
  'CN=Prüfer/in 1,OU=Interne Ermittlungen,O=Musterland',
  'CN=Musterland Personen CA 2,O=Musterland',
)

/** 26.777 pictures a second, as the real recording has them. */
export function tableOf(frames: number, width = 640, height = 480): FrameTable {
  return {
    codec: 'avc1.42c01e',
    width,
    height,
    rotation: 0,
    pixelAspect: { num: 1, den: 1 },
    order: 'container',
    timeBase: { num: 1, den: 241_000 },
    pts: Float64Array.from({ length: frames }, (_, index) => index * 9000),
    key: Uint8Array.from({ length: frames }, (_, index) => (index % 30 === 0 ? 1 : 0)),
    offset: Float64Array.from({ length: frames }, (_, index) => 48 + index * 7000),
    size: new Uint32Array(frames).fill(7000),
    sample: Uint32Array.from({ length: frames }, (_, index) => index),
    layout: 'plain',
    decoder: null,
    end: frames * 9000,
    hidden: [],
    damaged: [],
    sha256: digest(`table of ${frames}`),
    audio: ['aac'],
  }
}

export function clipFacts(number: number, originalName: string, device: string): ClipFacts {
  return {
    number,
    path: `clips/000${number}.mp4`,
    originalName,
    size: 1_575_951 * number,
    sha256: digest(originalName),
    chunkSize: 262_144,
    chunkCount: 7,
    mediaType: 'video/mp4',
    device: { id: device, serial: `SN-${device}`, model: 'Körperkamera K2' },
    startedAt: number === 3 ? null : '2026-09-14T22:38:00.000+02:00',
    clockOffsetMs: number === 1 ? 1200 : null,
    clockSource: number === 1 ? 'GPS' : '',
    events: [],
  }
}

export const clips = [
  clipFacts(1, 'BWC-2207_0001.mp4', '2207'),
  clipFacts(2, 'BWC-2211_0004.mp4', '2211'),
  clipFacts(3, 'handheld-cup.mp4', 'M-17'),
]

export function bundleFacts(changes: Partial<BundleFacts> = {}): BundleFacts {
  const verdict = { indication: 'TOTAL-PASSED', subIndication: null } as const
  const paths = [
    'case.json',
    ...clips.flatMap((clip) => [clip.path, `${clip.path}.sha256-256K`]),
    'files/0001.pdf',
  ]
  return {
    name: 'IE-2026-0815_BWC.asice',
    size: 48_318_382_080,
    manifestSha256: digest('manifest'),
    playable: true,
    sample: false,
    case: {
      bundleId: '5b0f6c1e-52b7-4f6a-9d0e-7a1b2c3d4e5f',
      case: {
        fileNumber: '4711 Js 1234/26',
        incident: 'IE-2026/0815',
        office: 'Landespolizeipräsidium Musterland',
        title: 'Einsatz Nordring 12 am 14.09.2026',
      },
      exhibit: { number: 'IE-2026/0815-A03', medium: 'USB-SSD', serial: 'S6XN-NS0T-91' },
      clips,
      captions: [],
      files: [],
      custody: [{ at: '2026-09-15T06:12:44+02:00', by: 'Übergabestation 04', act: 'gesiegelt' }],
    },
    verdict,
    cryptography: 'passed',
    findings: [
      ...(
        [
          'container',
          'manifest',
          'coverage',
          'file',
          'chunkList',
          'signature',
          'signedAttributes',
          'algorithm',
          'chain',
          'validity',
        ] as const
      ).map((check) => ({ check, state: 'passed' as const })),
      { check: 'revocation', state: 'notChecked', reason: 'revocation.unknown', subject: station.subject },
      { check: 'clock', state: 'passed', subject: 'system' },
    ],
    signers: [
      {
        signature: 'META-INF/signature001.p7s',
        subject: station.subject,
        serial: station.serial,
        sha256: station.sha256,
        claimedTime: '2026-09-15T04:12:44Z',
        provenTime: null,
        verdict,
        algorithm: 'ECDSA P-256 / SHA-256',
        chain: [station, root],
        revocationAsOf: null,
      },
    ],
    files: paths.map((path) => ({ path, size: 1000, covered: true, state: 'ok', sha256: digest(path) })),
    ...changes,
  }
}

type Spoken = Pick<AnnotationDraft, 'clip' | 'from' | 'to' | 'kind' | 'category' | 'text'> &
  Partial<AnnotationDraft>

function annotationOf(spoken: Spoken): Annotation {
  const clip = clips[spoken.clip - 1] ?? clipFacts(spoken.clip, 'unknown.mp4', '0')
  return {
    id: `2f0f4f0e-7a53-4a59-8f7c-${digest(spoken.text).slice(0, 12)}`,
    bundle: digest('manifest'),
    clip: { path: clip.path, sha256: clip.sha256, originalName: clip.originalName },
    from: { frame: spoken.from, pts: spoken.from * 9000 },
    to: { frame: spoken.to, pts: spoken.to * 9000 },
    timeBase: { num: 1, den: 241_000 },
    frameTable: digest('table of 217'),
    kind: spoken.kind,
    category: spoken.category,
    text: spoken.text,
    region: spoken.region ?? null,
    chunks: [
      { number: Math.floor(spoken.from / 37), sha256: digest(`chunk ${Math.floor(spoken.from / 37)}`) },
    ],
    deviceTime:
      clip.startedAt === null ? null : `2026-09-14T22:38:0${Math.floor(spoken.from / 27)}.480+02:00`,
    verdict: { indication: 'TOTAL-PASSED', subIndication: null },
  }
}

export function entry(seq: number, kind: EntryFacts['kind'], more: Partial<EntryFacts> = {}): EntryFacts {
  return {
    seq,
    kind,
    time: `2026-11-23T13:${String(10 + seq).padStart(2, '0')}:09.120Z`,
    author: 'Prüfer/in 1',
    hash: digest(`entry ${seq}`),
    annotation: null,
    supersedes: null,
    supersededBy: null,
    withdrawn: false,
    reason: null,
    ...more,
  }
}

const spoken: readonly (Spoken & { readonly seq: number })[] = [
  {
    seq: 4,
    clip: 1,
    from: 57,
    to: 57,
    kind: 'observation',
    category: 'posture',
    text: 'Person A (graue Jacke) hebt beide Hände auf Schulterhöhe, Handflächen sichtbar. Ein Gegenstand in den Händen ist nicht erkennbar. Abstand zur Einsatzkraft B nach Augenschein etwa zwei Schrittlängen.',
    region: { x: 180, y: 90, width: 210, height: 330 },
  },
  {
    seq: 5,
    clip: 1,
    from: 83,
    to: 201,
    kind: 'observation',
    category: 'speech',
    text: 'Einsatzkraft B: „Bleiben Sie stehen.“ (zweimal, deutlich verständlich). Person A antwortet; der Wortlaut ist wegen Überlagerung durch Funkverkehr nicht sicher verständlich.',
  },
  {
    seq: 7,
    clip: 2,
    from: 120,
    to: 120,
    kind: 'observation',
    category: 'force',
    text: 'Einsatzkraft B führt die rechte Hand in Richtung Koppel. Ein Einsatzmittel ist in diesem Bild nicht erkennbar.',
  },
  {
    seq: 8,
    clip: 3,
    from: 40,
    to: 66,
    kind: 'inference',
    category: 'approach',
    text: 'Die Bewegung des Bildausschnitts spricht dafür, dass die Kamera in diesem Abschnitt von Hand geführt wurde.',
  },
  {
    seq: 9,
    clip: 1,
    from: 201,
    to: 201,
    kind: 'assessment',
    category: 'other',
    text: 'Aus meiner Sicht wirkt Person A in diesem Bild abwartend.',
  },
]

export const annotated: readonly EntryFacts[] = spoken.map(({ seq, ...words }) =>
  entry(seq, seq === 7 ? 'correction' : 'annotation', {
    annotation: annotationOf(words),
    ...(seq === 7 ? { supersedes: 6, reason: 'Tippfehler' } : {}),
  }),
)

export const allEntries: readonly EntryFacts[] = [
  entry(1, 'sessionGrant'),
  entry(2, 'bundleOpened'),
  entry(3, 'sealChecked'),
  ...annotated.slice(0, 2),
  entry(6, 'annotation', {
    annotation: annotationOf({
      clip: 2,
      from: 120,
      to: 120,
      kind: 'observation',
      category: 'force',
      text: 'Tippfeler',
    }),
    supersededBy: 7,
  }),
  ...annotated.slice(2),
  entry(10, 'checkpoint'),
]

/** A filled report of one incident; every part can be changed. */
export function reportBasis(changes: Partial<ReportBasis> = {}): ReportBasis {
  return {
    number: 'AV-2026-000417',
    issuedAt: '2026-11-23T14:24:51.000Z',
    timeZone: 'Europe/Berlin',
    sample: false,
    office: {
      name: 'Landespolizeipräsidium Musterland',
      unit: 'Dezernat Interne Ermittlungen',
      address: 'Amtsweg 1, 00000 Musterstadt',
      place: 'Musterstadt',
    },
    mandate:
      'Sichtung der Aufnahmen zum Einsatz vom 14.09.2026, Nordring 12; Schreiben der Staatsanwaltschaft Musterstadt vom 02.11.2026',
    purpose: 'Ermittlungsverfahren',
    reviewer,
    program: {
      name: 'Asservat',
      version: '0.1.0',
      build: digest('build'),
      runtime: 'Electron 33.2.1, Chromium 130, Node 20.18.1',
      os: 'Windows 11 23H2 (10.0.22631)',
      workstation: 'IE-WS-03',
    },
    facts: bundleFacts(),
    frameTables: new Map([
      [1, tableOf(217)],
      [2, tableOf(36_451)],
      [3, tableOf(217)],
    ]),
    chosen: annotated,
    entries: allEntries,
    ledger: {
      entries: 10,
      root: digest('root'),
      head: digest('entry 10'),
      checkedTo: 10,
      findings: [
        { check: 'chain', state: 'passed' },
        { check: 'entrySignature', state: 'passed' },
      ],
    },
    checkpoint:
      'asservat.example/ledger/5b0f6c1e\n10\nXSu1bE0yTtT6Z4m0cN6VZ3sA0cJrQ3zj2PqPZ2yKXzE=\n\n— asservat/session 7f2a91c0AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiM=\n',
    stills: new Map(),
    seen: new Map([
      [1, [{ from: 0, to: 216 }]],
      [
        2,
        [
          { from: 0, to: 18_000 },
          { from: 17_900, to: 30_000 },
        ],
      ],
    ]),
    broken: new Map(),
    annexes: [],
    previous: null,
    ...changes,
  }
}
