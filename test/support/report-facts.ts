import { createHash } from 'node:crypto'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
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
    usage: ['digitalSignature'],
    ca: false,
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
    restarts: [],
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
        signs: 'META-INF/ASiCManifest001.xml',
        countersigns: null,
        attributes: [],
        algorithms: [],
        timestamps: [],
        findings: [],
      },
    ],
    timestamps: [],
    trust: { version: '2026-1', sha256: digest('trust'), policy: 'etsi-ts-119-312' },
    files: paths.map((path) => ({
      path,
      size: 1000,
      covered: true,
      state: 'ok',
      sha256: digest(path),
      digests: [],
    })),
    ...changes,
  }
}
