import { fromBase64, toBase64 } from '../base64.ts'
import { equalBytes, fromUtf8, toHex, utf8, type Hash, type Sha256 } from '../bytes.ts'
import { printCanonical, type Json } from '../canonical.ts'
import { commitTo, parseBody, parseHash, type EntryBody, type LedgerName } from './entry.ts'
import { entryJson, entryMembers, parseEntryJson, type CopiedEntry } from './entry-line.ts'
import { countOf, listOf, parseObject, textOf } from './json-shape.ts'
import { leafHash } from './merkle.ts'
import { MerkleTree, provesInclusion } from './proofs.ts'

/** Entries taken out of a ledger so that others can check them against a checkpoint of `size` entries. */
export interface LedgerExtract {
  readonly ledger: LedgerName
  readonly case: string
  readonly size: number
  /** Lower-case hex. */
  readonly root: string
  readonly entries: readonly ExtractedEntry[]
}

/** An extract with the checkpoint that it leads to; null where that lies beside it, as in a report. */
export interface SignedExtract extends LedgerExtract {
  readonly note: string | null
  /** Detached CMS over the note, DER. */
  readonly cms: Uint8Array | null
}

export interface ExtractedEntry extends CopiedEntry {
  /** RFC 6962 inclusion proof, lowest node first. */
  readonly proof: readonly Hash[]
}

/** Takes entries out of the first `size` ones, which are all of `entries`; the proofs lead to the root given. */
export function extractEntries(
  sha256: Sha256,
  entries: readonly CopiedEntry[],
  chosen: (seq: number) => boolean,
): { readonly root: Hash; readonly entries: readonly ExtractedEntry[] } {
  const leaves = entries.map((entry) => leafHash(sha256, entry.body, entry.signature))
  const tree = new MerkleTree(sha256, leaves)
  const taken = entries
    .filter((entry) => chosen(entry.seq))
    .map((entry) => ({ ...entry, proof: tree.inclusionProof(entry.seq - 1) }))
  return { root: tree.root, entries: taken }
}

const format = 'asservat-ledger-extract/1'
const headMembers = ['format', 'ledger', 'case', 'size', 'root', 'note', 'cms']
const lineMembers = [...entryMembers, 'proof']

/** `ledger.jsonl`: a line that says what it is, then a line an entry; every line canonical JSON. */
export function printExtract(
  extract: LedgerExtract,
  signed?: { readonly note: string; readonly cms: Uint8Array },
): string {
  const { ledger, size, root } = extract
  const note = signed?.note ?? null
  const cms = signed ? toBase64(signed.cms) : null
  const head: Json = { format, ledger, case: extract.case, size, root, note, cms }
  return [head, ...extract.entries.map(lineJson)].map((line) => `${printCanonical(line)}\n`).join('')
}

function lineJson(entry: ExtractedEntry): Json {
  return { ...entryJson(entry), proof: entry.proof.map((node) => toBase64(node)) }
}

/** The extract that the text spells, or undefined; nothing in it is verified yet. */
export function parseExtract(text: string): SignedExtract | undefined {
  if (!text.endsWith('\n')) return undefined
  const [first = '', ...lines] = text.slice(0, -1).split('\n')
  const head = parseObject(utf8(first), headMembers)
  const [size, root, caseId] = [countOf(head?.['size']), textOf(head?.['root']), textOf(head?.['case'])]
  const ledger = head?.['ledger']
  const entries = lines.flatMap((line) => parseEntry(line) ?? [])
  const [note, cms] = [
    head?.['note'],
    head?.['cms'] === null ? null : fromBase64(textOf(head?.['cms']) ?? ''),
  ]
  if (head?.['format'] !== format || size === undefined || !parseHash(root) || caseId === undefined)
    return undefined
  if ((ledger !== 'findings' && ledger !== 'access') || entries.length !== lines.length) return undefined
  if ((note !== null && typeof note !== 'string') || cms === undefined) return undefined
  return { ledger, case: caseId, size, root: root ?? '', entries, note, cms }
}

function parseEntry(line: string): ExtractedEntry | undefined {
  const value = parseObject(utf8(line), lineMembers)
  const entry = value && parseEntryJson(value)
  const proof = listOf(value?.['proof'])?.map((node) => fromBase64(textOf(node) ?? ''))
  const nodes = proof?.flatMap((node) => (node?.length === 32 ? [node] : []))
  return entry && nodes && nodes.length === proof?.length ? { ...entry, proof: nodes } : undefined
}

/** First entry of an extract that does not belong to the checkpoint, and why; undefined when all do. */
export function extractFault(
  sha256: Sha256,
  extract: LedgerExtract,
  checkpoint: { readonly size: number; readonly root: Hash },
): { readonly entry: number; readonly reason: string } | undefined {
  if (extract.size !== checkpoint.size || extract.root !== toHex(checkpoint.root)) {
    return { entry: 0, reason: 'otherCheckpoint' }
  }
  let last = 0
  for (const entry of extract.entries) {
    const body = parseBody(entry.body)
    const reason = entry.seq <= last ? 'notInOrder' : entryFault(sha256, extract, checkpoint, entry, body)
    if (reason !== undefined) return { entry: entry.seq, reason }
    last = entry.seq
  }
  return undefined
}

function entryFault(
  sha256: Sha256,
  extract: LedgerExtract,
  checkpoint: { readonly size: number; readonly root: Hash },
  entry: ExtractedEntry,
  body: EntryBody | undefined,
): string | undefined {
  if (!body || !equalBytes(utf8(fromUtf8(entry.body) ?? ''), entry.body)) return 'malformed'
  if (body.seq !== entry.seq || body.ledger !== extract.ledger || body.case !== extract.case)
    return 'otherLedger'
  const leaf = leafHash(sha256, entry.body, entry.signature)
  const place = { index: entry.seq - 1, size: checkpoint.size }
  if (!provesInclusion(sha256, leaf, place, entry.proof, checkpoint.root)) return 'notIncluded'
  return entry.payload && commitTo(sha256, entry.payload) !== body.commit ? 'changed' : undefined
}
