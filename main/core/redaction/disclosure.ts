import { canonicalBytes, type Json } from '../canonical.ts'
import type { CaseFacts, ClipFacts } from '../seal/bundle-facts.ts'
import type { Verdict } from '../seal/finding.ts'
import type { RedactionPlan } from './plan.ts'

/** The log's name among the companions of a redacted copy, by which a copy is known. */
export const redactionLogName = 'redaction.json'

/** What is said of a redacted copy: from what, by whom, what is hidden and why. */
export interface Disclosure {
  /** RFC 3339, UTC: the workstation's clock, a claim. */
  readonly at: string
  readonly by: { readonly subject: string; readonly certificateSha256: string }
  readonly program: string
  readonly source: {
    readonly manifestSha256: string
    readonly verdict: Verdict
    readonly clip: ClipFacts
    readonly frames: number
    readonly frameTable: string
  }
  readonly result: {
    readonly name: string
    readonly sha256: string
    readonly size: number
    readonly codec: string
    readonly frames: number
    readonly blank: readonly number[]
    readonly sound: string
    readonly soundCodec: string
    readonly silenced: number
  }
  readonly plan: RedactionPlan
}

/**
 * `redaction.json`: the log that lies beside the copy, canonical JSON. It names bundle and clip by hash and by their
 * place: what somebody called the original files stays with them.
 */
export function redactionLog({ source, ...said }: Disclosure): Uint8Array {
  const { clip, verdict, ...bundle } = source
  const { path, sha256 } = clip
  const log = {
    format: 'asservat-redaction/1',
    ...said,
    source: { ...bundle, verdict: { ...verdict }, clip: { path, sha256 } },
    masks: said.plan.masks,
    mutes: said.plan.mutes,
    plan: undefined,
  }
  return canonicalBytes(JSON.parse(JSON.stringify(log)) as Json)
}

/** The data of a `copyDisclosed` entry: from what the copy was made, its own hashes, how much is hidden, for whom. */
export function copyEntry(
  { source, result, plan }: Disclosure,
  { manifestSha256, logSha256 }: { readonly manifestSha256: string; readonly logSha256: string },
  recipient: string | null,
): Json {
  const { path, sha256 } = source.clip
  return {
    bundle: source.manifestSha256,
    clip: { path, sha256 },
    copy: { clip: result.sha256, manifest: manifestSha256, log: logSha256 },
    masks: plan.masks.length,
    mutes: plan.mutes.length,
    recipient,
  }
}

/** The case file of the new bundle: the same case and camera, named as a copy, with the act among the custody. */
export function disclosureCase(
  sealed: CaseFacts,
  { source, result, at, by }: Disclosure,
  words: { readonly title: string; readonly act: string },
): Uint8Array {
  const { device, startedAt, clockOffsetMs, clockSource } = source.clip
  const custody = [...sealed.custody, { at, by: by.subject, act: words.act }]
  const draft = {
    case: { ...sealed.case, title: words.title },
    exhibit: sealed.exhibit,
    clips: [{ file: result.name, device, startedAt, clockOffsetMs, clockSource }],
    files: [{ file: redactionLogName, mediaType: 'application/json' }],
    custody,
    previousBundle: sealed.bundleId,
  }
  return canonicalBytes(JSON.parse(JSON.stringify(draft)) as Json)
}
