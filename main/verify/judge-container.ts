import { fromUtf8, toHex, type ByteSource } from '../core/bytes.ts'
import { ASIC_E } from '../core/container/own-layout.ts'
import type { ContainerFault } from '../core/container/read-directory.ts'
import type { SealReading } from '../core/seal/seal-reading.ts'
import { markOf, type Trust } from '../crypto/trust.ts'
import { termsFor } from '../crypto/verify-detached.ts'
import { checkWholeOf } from './check-whole.ts'
import { readParts, resolveUri, type ContainerParts } from './container-parts.ts'
import { checkFile, expectedFiles, type Expectation } from './file-check.ts'
import { isGone, type JudgedFile, type JudgeOptions, type WholeOptions } from './judged-file.ts'
import { LiveSeal } from './live-seal.ts'
import { bombFaults, openContainer, type OpenContainer } from './open-container.ts'
import { manifestHash, ownFormat, readOwnContents, REPORT_FORMAT, type OwnContents } from './own-contents.ts'
import { readSignatures, type SignedParts } from './read-signatures.ts'

/** Larger files wait for the background pass; opening stays quick however large the bundle is. */
const AT_ONCE = {
  own: { each: 1024 * 1024, all: 16 * 1024 * 1024 },
  foreign: { each: 16 * 1024 * 1024, all: 64 * 1024 * 1024 },
}

/** Judges a ZIP container: own bundles by the hard rules, foreign ones as far as they can be judged. */
export async function judgeContainer(source: ByteSource, options: JudgeOptions): Promise<JudgedFile> {
  const container = await openContainer(source)
  const parts = await readParts(container)
  const identity = toHex(manifestHash(parts) ?? new Uint8Array())
  const { trust, sample } = trustFor(identity, options)
  const format = await ownFormat(container, parts)
  const role = format === REPORT_FORMAT ? 'reviewer' : 'seal'
  const expected = expectedFiles(parts.manifests, container)
  const signed = await readSignatures(container, parts, trust, role)
  const own = format ? await readOwnContents(container, parts, expected, format) : undefined
  const mimetype = await readMimetype(container)
  const coverage = coverageOf(parts, signed, container)
  const found = { container, parts, expected, signed, own, mimetype, coverage }
  const live = new LiveSeal({
    reading: readingOf(found, options.name),
    terms: termsFor(trust, options.now, role, options.notBefore),
    container,
    expected: expected.files,
    direct: signed.direct.map(({ file }) => file),
    own,
    identity,
    sample,
    trust: markOf(trust),
  })
  await checkSmallFiles(live, container, own ? AT_ONCE.own : AT_ONCE.foreign)
  return judgedFile(live, container)
}

/** The sample CA counts for the sample bundle alone; that bundle is judged by nothing else. */
function trustFor(identity: string, { trust, sampleTrust }: JudgeOptions): { trust: Trust; sample: boolean } {
  const sample = identity !== '' && sampleTrust?.manifestSha256 === identity
  return sample && sampleTrust ? { trust: sampleTrust.trust, sample } : { trust, sample: false }
}

interface Found {
  readonly container: OpenContainer
  readonly parts: ContainerParts
  readonly expected: Expectation
  readonly signed: SignedParts
  readonly own: OwnContents | undefined
  readonly mimetype: Awaited<ReturnType<typeof readMimetype>>
  readonly coverage: SealReading['coverage']
}

/** Everything that was read, in the form the policy asks for; states of files come in later. */
function readingOf(found: Found, name: string): SealReading {
  const { container, parts, expected, signed, own, mimetype } = found
  const rules = own ? own.container : bombFaults(container.directory)
  return {
    kind: own ? 'own' : 'container',
    name,
    claimsAsic: mimetype.claimsAsic,
    container: [...container.directory.faults, ...mimetype.faults, ...rules],
    manifests: parts.manifestReadings,
    contents: [
      ...expected.faults,
      ...signed.faults,
      ...(own?.contents ?? []),
      ...signatureReferences(parts, container),
    ],
    signatures: signed.signatures,
    timestamps: signed.timestamps,
    files: [],
    coverage: found.coverage,
    uncovered: uncoveredOf(found),
    evidenceRecords: signed.evidenceRecords,
    unsupported: signed.unsupported,
  }
}

function judgedFile(live: LiveSeal, container: OpenContainer): JudgedFile {
  return {
    facts: () => live.facts(),
    get clips() {
      return live.clips()
    },
    locked: () => live.locked(),
    forget: () => live.forget(),
    readFile: (path) => live.readFile(path),
    noteBrokenChunk: (clip, chunk) => live.noteBrokenChunk(clip, chunk),
    checkWhole: (whole) => checkWholeSafely(live, container, whole),
  }
}

/** A medium that goes away is the caller's matter; any other exception is ours, and counts as not passed. */
async function checkWholeSafely(
  live: LiveSeal,
  container: OpenContainer,
  options: WholeOptions,
): Promise<void> {
  try {
    await checkWholeOf(live, container, options)
  } catch (error) {
    if (isGone(error)) throw error
    live.add({ reason: 'container.defect', subject: live.parts.reading.name })
  }
}

/** What each signature that is there speaks for: by its manifest, or in ASiC-S directly. */
function coverageOf(
  parts: ContainerParts,
  signed: SignedParts,
  container: OpenContainer,
): SealReading['coverage'] {
  const spoken = parts.manifests.flatMap(({ manifest }) => {
    const signature = resolveUri(manifest.signatureUri, container.entries)
    const files = manifest.references.map(({ uri }) => resolveUri(uri, container.entries) ?? uri)
    return signature === undefined ? [] : [{ signature, files }]
  })
  return [...spoken, ...signed.direct.map(({ signature, file }) => ({ signature, files: [file] }))]
}

/**
 * Which files nothing covers. Where somebody signed, a time stamp alone covers nothing: anybody gets one over anything.
 * What only XAdES or evidence records speak of is not judged, hence not called uncovered. */
function uncoveredOf({ parts, signed, coverage }: Found): readonly string[] {
  const judged = signed.signatures.length + signed.timestamps.length > 0
  const signatures = new Set(signed.signatures.map(({ file }) => file))
  const speaking = coverage.filter(({ signature }) => signatures.size === 0 || signatures.has(signature))
  const covered = new Set(speaking.flatMap(({ files }) => files))
  return judged ? parts.data.filter((name) => !covered.has(name)) : []
}

/** A manifest whose signature is not there proves nothing. Where there is none at all, that is what is said. */
function signatureReferences(
  { manifests, signatures, tokens, evidenceRecords }: ContainerParts,
  { entries }: OpenContainer,
): SealReading['contents'] {
  if (signatures.length + tokens.length + evidenceRecords.length === 0) return []
  return manifests
    .filter(({ manifest }) => resolveUri(manifest.signatureUri, entries) === undefined)
    .map(({ file }) => ({ reason: 'manifest.signatureMissing', subject: file }))
}

async function readMimetype(
  container: OpenContainer,
): Promise<{ claimsAsic: boolean; faults: ContainerFault[] }> {
  const first = container.directory.entries[0]
  const text = fromUtf8((await container.readWhole('mimetype', 256)) ?? new Uint8Array()) ?? ''
  const fine = first?.name === 'mimetype' && first.headerOffset === 0 && text === ASIC_E
  return {
    claimsAsic: text.includes('application/vnd.etsi.asic-'),
    faults: fine ? [] : [{ reason: 'container.mimetype', scope: 'own' }],
  }
}

/** case.json and other small files are checked at once: what the screens show of them is what was sealed. */
async function checkSmallFiles(
  live: LiveSeal,
  container: OpenContainer,
  limit: { readonly each: number; readonly all: number },
): Promise<void> {
  let budget = limit.all
  for (const file of live.pending()) {
    const size = container.entries.get(file.path)?.size ?? 0
    const small = size <= limit.each && size <= budget
    if (live.waits(file.path) || (!small && !live.isNeededAtOnce(file.path))) continue
    budget -= size
    live.settle(file.path, await checkFile(container, file))
  }
}
