import type { Json } from '../canonical.ts'
import type { Annex, ReportModel } from './report-model.ts'

/** Names in the report's container. */
export const reportPaths = {
  root: 'report.json',
  pdf: 'report.pdf',
  annotations: 'annotations.jsonld',
  context: 'annotations.context.jsonld',
  table: 'annotations.csv',
  cues: 'annotations.vtt',
  ledger: 'ledger.jsonl',
  checkpoint: 'checkpoint.txt',
  checkpointSignature: 'checkpoint.p7s',
  verification: 'verification.json',
} as const

/** `report.json`: what the container says it is, from which bundle and which state of the ledger it was made. */
export function reportFile(
  model: ReportModel,
  language: string,
  files: readonly Annex[],
  contentSha256: string,
): Json {
  return {
    format: 'asservat-report/1',
    number: model.number,
    issuedAt: model.issuedAt,
    language,
    sample: model.sample,
    contentSha256,
    inputs: [
      {
        name: model.bundle.name,
        bundleId: model.bundle.bundleId,
        manifestSha256: model.bundle.manifestSha256,
      },
    ],
    checkpoint: { entries: model.ledger.entries, root: model.ledger.root, head: model.ledger.head },
    previous: model.previous ? { number: model.previous.number, pdfSha256: model.previous.pdfSha256 } : null,
    files: files.map(({ path, mediaType, size, sha256 }) => ({ path, mediaType, size, sha256 })),
  }
}

/** `verification.json`: what was found of the bundle, in the words of `verify --json`. */
export function verificationFile(model: ReportModel, files: Json): Json {
  return {
    format: 'asservat-verification/1',
    file: model.bundle.name,
    manifestSha256: model.bundle.manifestSha256,
    verdict: model.seal.verdict.indication,
    subIndication: model.seal.verdict.subIndication,
    cryptography: model.seal.cryptography,
    trust: asJson(model.seal.trust),
    findings: asJson(model.seal.findings),
    files,
    signers: model.seal.signers.map((signer) => ({
      subject: signer.subject,
      serial: signer.serial,
      sha256: signer.sha256,
      claimedTime: signer.claimedTime,
      provenTime: signer.provenTime,
      verdict: signer.verdict.indication,
    })),
  }
}

/** Plain data as JSON; members without a value are left out. */
export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}
