import type { ExchangeFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { utf8 } from '../core/bytes.ts'
import type { LedgerName } from '../core/ledger/entry.ts'
import type { CopiedEntry } from '../core/ledger/entry-line.ts'
import type { CheckpointFacts } from '../core/ledger/ledger.ts'
import { leafHash } from '../core/ledger/merkle.ts'
import { MerkleTree } from '../core/ledger/proofs.ts'
import { leaving, packageFiles, printEntries, printHead } from '../core/exchange/package.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { sha256 } from '../crypto/hash.ts'
import { sealFiles } from '../verify/seal-files.ts'

export interface PackageOrder {
  readonly ledger: LedgerName
  readonly caseId: string
  /** All entries that the checkpoint covers. */
  readonly rows: readonly CopiedEntry[]
  readonly checkpoint: Omit<CheckpointFacts, 'entry' | 'text'>
  /** The first entry that goes into the package. */
  readonly from: number
  readonly blind: boolean
  readonly identity: SigningIdentity
  readonly now: Date
}

/** Whoever takes a package in reads no larger file of a container; bytes. */
export const mostEntries = 64 * 1024 * 1024

/** The sealed exchange package, whole in memory; never one that could not be taken in. */
export async function makePackage(order: PackageOrder): Promise<Result<Uint8Array, ExchangeFailure>> {
  const { rows, checkpoint, from, blind, ledger } = order
  const tree = treeOf(rows)
  const previous = from > 1 ? { size: from - 1, root: treeOf(rows.slice(0, from - 1)).root } : null
  const head = printHead({
    ledger,
    case: order.caseId,
    from,
    size: checkpoint.size,
    root: tree.root,
    previous,
    consistency: previous ? tree.consistencyProof(previous.size) : [],
    blind,
  })
  const entries = printEntries(rows.slice(from - 1).map((entry) => leaving(entry, blind)))
  if (entries.length > mostEntries)
    return fail({ code: 'exchange.tooLarge', size: entries.length, most: mostEntries })
  const sealed = await sealFiles(
    [
      { name: packageFiles.head, bytes: head, mediaType: 'application/json', rootfile: true },
      { name: packageFiles.entries, bytes: entries, mediaType: 'application/jsonl' },
      { name: packageFiles.note, bytes: utf8(checkpoint.note), mediaType: 'text/plain' },
      { name: packageFiles.cms, bytes: checkpoint.cms, mediaType: 'application/pkcs7-signature' },
    ],
    order.identity,
    order.now,
  )
  return ok(sealed)
}

/** The tree over these entries. */
export function treeOf(rows: readonly CopiedEntry[]): MerkleTree {
  return new MerkleTree(
    sha256,
    rows.map((entry) => leafHash(sha256, entry.body, entry.signature)),
  )
}
