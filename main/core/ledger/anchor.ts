import { fromUtf8, utf8, type Hash } from '../bytes.ts'
import { parseNote, printCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { fromBase64 } from '../base64.ts'

/** What somebody outside remembers of a ledger: in a report, an exchange package, the workstation's head store. */
export interface Anchor {
  readonly origin: string
  readonly size: number
  readonly root: Hash
  /** The note it came as, where it was signed. */
  readonly signed: SignedCheckpoint | null
}

const bareForm = /^([^\n ]+)\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n$/

/** An anchor from a checkpoint note or from its three bare lines, or undefined. */
export function parseAnchor(bytes: Uint8Array): Anchor | undefined {
  const signed = parseNote(bytes)
  if (signed) return { origin: signed.origin, size: signed.size, root: signed.root, signed }
  const text = bytes.length <= 1024 ? fromUtf8(bytes) : undefined
  const [, origin, count, root64] = (text && bareForm.exec(text)) || []
  const root = fromBase64(root64 ?? '')
  const size = Number(count)
  if (!origin || root?.length !== 32 || !Number.isSafeInteger(size)) return undefined
  return { origin, size, root, signed: null }
}

/** The bare lines: what the head store keeps. */
export function printAnchor(anchor: Omit<Anchor, 'signed'>): Uint8Array {
  return utf8(printCheckpoint(anchor))
}
