import type { FrameTable } from '../clip/frame-table.ts'
import { frameCount } from '../clip/frame-table.ts'
import type { EntryFacts, LedgerFacts } from '../ledger/entry-facts.ts'
import type { CertificateFacts, ClipFacts } from '../seal/bundle-facts.ts'
import type { OfficeCategory } from '../office/office.ts'
import { ownCategories } from './category-words.ts'
import { earlierReport } from './earlier-report.ts'
import { limitsOf } from './report-limits.ts'
import type * as Report from './report-model.ts'

/** What is known when a report is asked for. */
export interface ReportBasis {
  readonly number: string
  readonly issuedAt: string
  readonly timeZone: string
  readonly sample: boolean
  readonly office: Report.OfficeFacts
  readonly mandate: string | null
  readonly purpose: string | null
  readonly recipients: readonly string[]
  /** The office's own categories. */
  readonly categories: readonly OfficeCategory[]
  readonly reviewer: CertificateFacts
  readonly program: Report.ProgramFacts
  readonly facts: Report.ReportedFacts
  /** By clip number. */
  readonly frameTables: ReadonlyMap<number, FrameTable>
  /** The annotations to print. */
  readonly chosen: readonly EntryFacts[]
  /** The whole ledger: tells how much was left out. */
  readonly entries: readonly EntryFacts[]
  readonly ledger: LedgerFacts
  readonly checkpoint: string
  /** By entry. */
  readonly stills: ReadonlyMap<number, Report.StillFacts>
  /** By clip number; a clip that is missing was not recorded. */
  readonly seen: ReadonlyMap<number, readonly Report.FrameSpan[]>
  readonly broken: ReadonlyMap<number, readonly Report.BrokenSpan[]>
  readonly annexes: readonly Report.Annex[]
}

/** The report as plain data. Same basis, same model, same canonical bytes, on every machine. */
export function buildReport(basis: ReportBasis): Report.ReportModel {
  const unlimited = { ...identityOf(basis), ...evidenceOf(basis), ...reviewOf(basis) }
  const printed = unlimited.statements.map(({ entry }) => entry)
  const previous = earlierReport(basis.entries, basis.facts.manifestSha256, printed)
  return { ...unlimited, limits: limitsOf(unlimited), annexes: basis.annexes, previous }
}

function identityOf(basis: ReportBasis) {
  const sealed = basis.facts.case
  return {
    format: 'asservat-report-content/1' as const,
    number: basis.number,
    issuedAt: basis.issuedAt,
    timeZone: basis.timeZone,
    sample: basis.sample || basis.facts.sample,
    office: basis.office.name === '' && sealed ? { ...basis.office, name: sealed.case.office } : basis.office,
    matter: {
      fileNumber: sealed?.case.fileNumber ?? '',
      incident: sealed?.case.incident ?? '',
      title: sealed?.case.title ?? '',
    },
    mandate: basis.mandate,
    purpose: basis.purpose,
    recipients: basis.recipients,
    reviewer: basis.reviewer,
    program: basis.program,
  }
}

function evidenceOf(basis: ReportBasis) {
  const { facts } = basis
  return {
    bundle: {
      name: facts.name,
      size: facts.size,
      files: facts.files.length,
      sealed: facts.files.filter(({ covered }) => covered).length,
      frame: facts.files.filter(({ path, covered }) => !covered && isSealsOwn(path)).length,
      manifestSha256: facts.manifestSha256,
      bundleId: facts.case?.bundleId ?? null,
      exhibit: facts.case?.exhibit ?? null,
      custody: facts.case?.custody ?? [],
      ...(facts.case?.sealed ? { sealedWhere: facts.case.sealed } : {}),
    },
    clips: (facts.case?.clips ?? []).map((clip) => clipOf(clip, basis)),
    seal: {
      verdict: facts.verdict,
      cryptography: facts.cryptography,
      findings: facts.findings,
      signers: facts.signers,
      trust: facts.trust,
    },
  }
}

function isSealsOwn(path: string): boolean {
  return path === 'mimetype' || path.startsWith('META-INF/')
}

function clipOf(clip: ClipFacts, basis: ReportBasis): Report.ReportedClip {
  const table = basis.frameTables.get(clip.number)
  const seen = basis.seen.get(clip.number)
  return {
    number: clip.number,
    path: clip.path,
    name: clip.originalName,
    size: clip.size,
    sha256: clip.sha256,
    device: clip.device,
    startedAt: clip.startedAt,
    clockOffsetMs: clip.clockOffsetMs,
    clockSource: clip.clockSource,
    picture: table ? pictureOf(table) : null,
    seen: table && seen ? coverage(seen, frameCount(table)) : null,
    broken: basis.broken.get(clip.number) ?? [],
  }
}

function pictureOf(table: FrameTable): Report.ReportedPicture {
  return {
    codec: table.codec,
    width: table.width,
    height: table.height,
    rotation: table.rotation,
    frames: frameCount(table),
    damaged: table.damaged.length,
    duration: table.end - (table.pts[0] ?? table.end),
    timeBase: table.timeBase,
    frameTable: table.sha256,
  }
}

/** How many frames were on screen, and the spans that never were. Spans may overlap and come in any order. */
export function coverage(
  spans: readonly Report.FrameSpan[],
  frames: number,
): { readonly frames: number; readonly unseen: readonly Report.FrameSpan[] } {
  const unseen: Report.FrameSpan[] = []
  let next = 0
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    if (span.from > next) unseen.push({ from: next, to: Math.min(span.from, frames) - 1 })
    next = Math.max(next, span.to + 1)
  }
  if (next < frames) unseen.push({ from: next, to: frames - 1 })
  const missed = unseen.reduce((sum, span) => sum + span.to - span.from + 1, 0)
  return { frames: frames - missed, unseen }
}

function reviewOf(basis: ReportBasis) {
  const statements = basis.chosen.flatMap((entry) => statementOf(entry, basis))
  return {
    statements: statements.sort((a, b) => byPlace(a, b)),
    categories: ownCategories(
      statements.map(({ category }) => category),
      basis.categories,
    ),
    work: workOf(basis, statements.length),
    ledger: {
      entries: basis.ledger.entries,
      root: basis.ledger.root,
      head: basis.ledger.head,
      checkedTo: basis.ledger.checkedTo,
      findings: basis.ledger.findings,
      checkpoint: basis.checkpoint,
    },
  }
}

function workOf(basis: ReportBasis, printed: number): Report.WorkFacts {
  const { manifestSha256 } = basis.facts
  // One ledger may speak of several bundles of the case; the report is on this one.
  const ours = basis.entries.filter(({ annotation }) => annotation?.bundle === manifestSha256)
  const inForce = ours.filter(isReported)
  return {
    from: basis.entries[0]?.time ?? null,
    to: basis.entries.at(-1)?.time ?? null,
    sessions: basis.entries.filter((entry) => entry.kind === 'sessionGrant').length,
    annotations: inForce.length,
    printed,
    withdrawn: basis.entries.filter((entry) => entry.kind === 'withdrawal').length,
  }
}

/**
 * Only what is in force is printed: what was corrected or withdrawn stays in the ledger. A personal note is no part
 * of the file and leaves the workstation nowhere, not even as a number.
 */
function isReported({ kind, annotation, supersededBy, withdrawn }: EntryFacts): boolean {
  return annotation !== null && kind !== 'personalNote' && supersededBy === null && !withdrawn
}

function statementOf(entry: EntryFacts, basis: ReportBasis): readonly Report.ReportedStatement[] {
  const { annotation } = entry
  if (!annotation || !isReported(entry)) return []
  const clip = basis.facts.case?.clips.find((candidate) => candidate.path === annotation.clip.path)
  const table = clip && basis.frameTables.get(clip.number)
  return [
    {
      kind: annotation.kind,
      category: annotation.category,
      id: annotation.id,
      entry: entry.seq,
      entryHash: entry.hash,
      recordedAt: entry.time,
      author: entry.author,
      corrects: entry.supersedes === null ? null : { entry: entry.supersedes, reason: entry.reason },
      clip: {
        number: clip?.number ?? null,
        path: annotation.clip.path,
        name: annotation.clip.originalName,
        sha256: annotation.clip.sha256,
      },
      from: annotation.from,
      to: annotation.to,
      end: table ? (table.pts[annotation.to.frame + 1] ?? table.end) : null,
      timeBase: annotation.timeBase,
      frameTable: annotation.frameTable,
      deviceTime: annotation.deviceTime,
      region: annotation.region,
      chunks: annotation.chunks,
      text: annotation.text,
      ...(annotation.details ? { details: annotation.details } : {}),
      verdict: annotation.verdict,
      still: basis.stills.get(entry.seq) ?? null,
    },
  ]
}

function byPlace(a: Report.ReportedStatement, b: Report.ReportedStatement): number {
  return (a.clip.number ?? 0) - (b.clip.number ?? 0) || a.from.frame - b.from.frame || a.entry - b.entry
}
