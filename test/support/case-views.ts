import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type {
  BundleFacts,
  CertificateFacts,
  ClipFacts,
  FileFacts,
} from '../../main/core/seal/bundle-facts.ts'
import type { CaseView } from '../../preload/contract/workstation.ts'

/** A table at a steady pace, in ticks of 1/90000 s, one key frame a second, each sample 1000 bytes. */
export function steadyTable(frames: number, perSecond = 25): FrameTable {
  const tick = 90_000 / perSecond
  return {
    codec: 'avc1.64001f',
    width: 1280,
    height: 720,
    rotation: 0,
    pixelAspect: { num: 1, den: 1 },
    timeBase: { num: 1, den: 90_000 },
    order: 'container',
    restarts: [],
    pts: Float64Array.from({ length: frames }, (_, frame) => frame * tick),
    key: Uint8Array.from({ length: frames }, (_, frame) => (frame % perSecond === 0 ? 1 : 0)),
    offset: Float64Array.from({ length: frames }, (_, frame) => frame * 1000),
    size: Uint32Array.from({ length: frames }, () => 1000),
    sample: Uint32Array.from({ length: frames }, (_, frame) => frame),
    layout: 'plain',
    end: frames * tick,
    hidden: [],
    damaged: [],
    decoder: null,
    sha256: 'c'.repeat(64),
    audio: ['mp4a.40.2'],
  }
}

const certificate: CertificateFacts = {
  subject: 'CN=DS-04 PI Musterstadt-Nord (MUSTER),O=Polizei Musterland,C=DE',
  issuer: 'CN=Muster-CA,O=Asservat,C=DE',
  serial: '0b5e11',
  sha256: 'd'.repeat(64),
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2029-01-01T00:00:00Z',
  keyAlgorithm: 'ECDSA P-256',
  usage: ['digitalSignature', 'nonRepudiation'],
  ca: false,
}

export function clipFacts(number: number, frames: number, startedAt: string): ClipFacts {
  const size = frames * 1000
  return {
    number,
    path: `clips/000${number}.mp4`,
    originalName: `BWC-2207_000${number}.mp4`,
    size,
    sha256: String(number).repeat(64),
    chunkSize: 10_000,
    chunkCount: Math.ceil(size / 10_000),
    mediaType: 'video/mp4',
    device: { id: 'BWC-2207', serial: '7F31-0091', model: 'Körperkamera' },
    startedAt,
    clockOffsetMs: null,
    clockSource: 'device',
    events: [],
  }
}

function file(path: string, size: number, state: FileFacts['state'] = 'ok'): FileFacts {
  return { path, size, covered: true, state, sha256: 'e'.repeat(64), digests: [] }
}

/** A whole and sound bundle of two clips whose signer is trusted by the sample CA. */
export function intactBundle(): BundleFacts {
  const clips = [
    clipFacts(1, 500, '2026-09-14T22:08:50.000+02:00'),
    { ...clipFacts(2, 750, '2026-09-14T22:28:50.000+02:00'), events: [{ ptsMs: 0, kind: 'microphoneOff' }] },
  ]
  return {
    name: 'IE-2026-0815_BWC-2207.asice',
    size: 1_300_000,
    manifestSha256: 'a'.repeat(64),
    playable: true,
    sample: true,
    case: {
      bundleId: '9a1c0a54-6a0e-4f8e-8f0a-1f2f3a4b5c6d',
      case: { fileNumber: '4711 Js 1234/26', incident: 'IE-2026/0815', office: 'StA Musterstadt', title: '' },
      exhibit: { number: 'A03', medium: 'USB', serial: 'SN-1' },
      clips,
      captions: [],
      files: [
        {
          path: 'docs/einsatzprotokoll.pdf',
          originalName: 'einsatzprotokoll.pdf',
          size: 214_000,
          sha256: 'f'.repeat(64),
          mediaType: 'application/pdf',
        },
      ],
      custody: [],
    },
    verdict: { indication: 'TOTAL-PASSED', subIndication: null },
    cryptography: 'passed',
    findings: [
      { check: 'container', state: 'passed' },
      { check: 'signature', state: 'passed' },
      { check: 'chain', state: 'passed' },
      { check: 'revocation', state: 'passed' },
    ],
    signers: [
      {
        signature: 'META-INF/signature001.p7s',
        subject: certificate.subject,
        serial: certificate.serial,
        sha256: certificate.sha256,
        claimedTime: '2026-09-15T04:12:44Z',
        provenTime: null,
        verdict: { indication: 'TOTAL-PASSED', subIndication: null },
        algorithm: 'ECDSA P-256 / SHA-256',
        chain: [certificate],
        revocationAsOf: '2026-10-30T00:00:00Z',
        signs: 'META-INF/ASiCManifest001.xml',
        countersigns: null,
        attributes: [],
        algorithms: [],
        timestamps: [],
        findings: [],
      },
    ],
    timestamps: [],
    trust: { version: '2026-1', sha256: '7'.repeat(64), policy: 'ETSI TS 119 312' },
    files: [
      file('clips/0001.mp4', 500_000),
      file('clips/0002.mp4', 750_000),
      file('docs/einsatzprotokoll.pdf', 214_000),
    ],
  }
}

/** The case around a bundle: ledger empty but for its grant, the try-out identity at work. */
export function caseView(bundle: BundleFacts = intactBundle()): CaseView {
  return {
    bundle,
    progress: { state: 'whole', bytesDone: 1_300_000, bytesTotal: 1_300_000, secondsLeft: null, clips: [] },
    broken: [],
    entries: [],
    ledger: { entries: 0, root: '0'.repeat(64), head: '0'.repeat(64), checkedTo: 0, findings: [] },
    ledgerFailure: null,
    access: { purpose: { reason: 'Prüfung', mandate: '' }, logged: true, waiting: 0, failure: null },
    seen: [],
    reviewer: { certificate: { ...certificate, subject: 'CN=Prüfer/in 1 (MUSTER)' }, sample: true },
  }
}
