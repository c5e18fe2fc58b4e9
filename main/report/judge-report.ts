import { parseCanonical, type Json } from '../core/canonical.ts'
import { reportPaths } from '../core/report/report-file.ts'
import type { BundleFacts, FileFacts } from '../core/seal/bundle-facts.ts'
import type { Finding } from '../core/seal/finding.ts'
import { finding } from '../core/seal/reasons.ts'
import { cryptographyOf, verdictOf } from '../core/seal/verdict.ts'
import { markOf } from '../crypto/trust.ts'
import { verifyReportPdf, type ReportJudgement, type ReportTerms } from './verify-pdf.ts'

/** A PDF's beginning. Everything that begins so is judged as a report, whether it is one or not. */
export function looksLikePdf(beginning: Uint8Array): boolean {
  return Buffer.from(beginning.subarray(0, 5)).toString('latin1') === '%PDF-'
}

/** Judges a report's PDF that stands alone, in the form in which every file's judgement is shown. */
export async function judgeReportPdf(
  bytes: Uint8Array,
  terms: ReportTerms & { readonly name: string },
): Promise<BundleFacts> {
  const { findings, signers, cryptography, verdict, sha256, sample } = await verifyReportPdf(bytes, terms)
  const { name } = terms
  // Changed is what the signature says so of; other faults are told by their own names.
  const changed = findings.some(({ reason }) => reason === 'signature.contentChanged')
  const state = changed ? 'changed' : 'ok'
  const files: readonly FileFacts[] = [
    { path: name, size: bytes.length, covered: signers.length > 0, state, sha256, digests: [] },
  ]
  const trust = markOf(terms.trust)
  const unseen = { manifestSha256: '', playable: false, sample, case: null, timestamps: [], trust }
  return { name, size: bytes.length, ...unseen, verdict, cryptography, findings, signers, files }
}

/** Whether a judged container says that it is a report. */
export function isReportContainer(facts: BundleFacts): boolean {
  const paths = new Set(facts.files.map(({ path }) => path))
  return facts.case === null && paths.has(reportPaths.root) && paths.has(reportPaths.pdf)
}

/**
 * The judgement of a report's container, with what its own seal cannot know: whether its root names exactly these
 * files with these hashes, and how the PDF inside stands by itself.
 */
export async function judgeReportContainer(
  facts: BundleFacts,
  readFile: (path: string) => Promise<Uint8Array | undefined>,
  terms: ReportTerms,
): Promise<BundleFacts> {
  const root = await readFile(reportPaths.root)
  const pdf = await readFile(reportPaths.pdf)
  // What cannot be read as sealed is not passed over in silence.
  if (!root || !pdf)
    return withFindings(facts, [finding('report.container', reportPaths.root, { path: reportPaths.pdf })])
  const inside = await verifyReportPdf(pdf, { ...terms, name: reportPaths.pdf })
  const listed = listedFiles(root)
  const own: readonly Finding[] = listed
    ? [...rootFaults(listed.files, facts.files), ...paperFaults(listed, facts, inside)]
    : [finding('report.container', reportPaths.root)]
  const agreed: readonly Finding[] =
    own.length > 0 ? own : [{ check: 'report', state: 'passed', subject: reportPaths.root }]
  const judged = withFindings(facts, [...agreed, ...inside.findings])
  return { ...judged, signers: [...facts.signers, ...inside.signers], sample: inside.sample }
}

function withFindings(facts: BundleFacts, more: readonly Finding[]): BundleFacts {
  const findings = [...facts.findings, ...more]
  return { ...facts, findings, cryptography: cryptographyOf(findings), verdict: verdictOf(findings) }
}

/** What report.json says: the bundle reported on, and hashes by path. */
interface ListedFiles {
  readonly manifestSha256: string
  readonly files: ReadonlyMap<string, string>
}

/**
 * What lies beside the paper must be what the paper encloses, about the same bundle, sealed by whoever signed it: else
 * somebody could wrap another's report in data of his own.
 */
function paperFaults(
  { manifestSha256, files }: ListedFiles,
  { signers }: BundleFacts,
  { printed, signers: writers }: ReportJudgement,
): readonly Finding[] {
  if (!printed) return []
  const other = [...printed.attached].filter(([path, sha256]) => files.get(path) !== sha256)
  const faults = other.map(([path]) => finding('report.container', path, { path }))
  const same = printed.manifestSha256 === manifestSha256
  const owners = new Set([...signers, ...writers].map(({ sha256 }) => sha256))
  return [
    ...faults,
    ...(same ? [] : [finding('report.input', reportPaths.root)]),
    ...(owners.size <= 1 ? [] : [finding('report.otherSigner', reportPaths.pdf)]),
  ]
}

/** What report.json gives, or undefined when it is not what a report's root is. */
function listedFiles(bytes: Uint8Array): ListedFiles | undefined {
  const parsed = parseCanonical(bytes)
  const value = parsed.ok ? parsed.value : null
  if (!isObject(value) || value['format'] !== 'asservat-report/1') return undefined
  const { inputs, files } = value
  const [input] = isList(inputs) && inputs.length === 1 ? inputs : []
  const manifestSha256 = isObject(input) ? input['manifestSha256'] : undefined
  const named = typeof manifestSha256 === 'string' && /^[0-9a-f]{64}$/.test(manifestSha256)
  const hashes = named && isList(files) ? hashesOf(files) : undefined
  return hashes && named ? { manifestSha256, files: hashes } : undefined
}

function hashesOf(listed: readonly Json[]): ReadonlyMap<string, string> | undefined {
  const files = new Map<string, string>()
  for (const file of listed) {
    if (!isObject(file)) return undefined
    const { path, sha256 } = file
    if (typeof path !== 'string' || typeof sha256 !== 'string' || files.has(path)) return undefined
    files.set(path, sha256)
  }
  return files
}

function rootFaults(listed: ReadonlyMap<string, string>, files: readonly FileFacts[]): readonly Finding[] {
  const there = new Map(files.filter(({ path }) => !isFrame(path)).map((file) => [file.path, file.sha256]))
  const wrong = [...there].filter(([path, sha256]) => listed.get(path) !== sha256).map(([path]) => path)
  const missing = [...listed.keys()].filter((path) => !there.has(path))
  return [...wrong, ...missing].map((path) =>
    finding(path === reportPaths.pdf ? 'report.pdfChanged' : 'report.container', path, { path }),
  )
}

/** Files that hold the container together and are not listed by its root. */
function isFrame(path: string): boolean {
  return path === 'mimetype' || path === reportPaths.root || path.startsWith('META-INF/')
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
