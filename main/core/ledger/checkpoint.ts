import { concatBytes, equalBytes, fromUtf8, utf8, type Hash, type Sha256 } from '../bytes.ts'
import { fromBase64, toBase64 } from '../base64.ts'
import { fromDerSignature, toDerSignature } from './der-signature.ts'

/** What a checkpoint says of a ledger: its name, how many entries, the root over them. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Hash
}

/** A checkpoint with its signature line, as text that fits on a printed page (C2SP tlog-checkpoint, signed-note). */
export interface SignedCheckpoint extends Checkpoint {
  /** The three lines that are signed. */
  readonly text: string
  /** First four bytes of SHA-256 over the key's SubjectPublicKeyInfo. */
  readonly keyId: Uint8Array
  /** 64 bytes r‖s. */
  readonly signature: Uint8Array
}

/** The text that is signed: origin, size, root in base64, each on its line. */
export function printCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`
}

/** Which key signed a note (C2SP signed-note, type 0x02). */
export function keyIdOf(sha256: Sha256, spki: Uint8Array): Uint8Array {
  return sha256(spki).slice(0, 4)
}

/** The whole note: text, empty line, signature line. `signature` is r‖s; in the line it stands as DER. */
export function printNote(checkpoint: Checkpoint, keyId: Uint8Array, signature: Uint8Array): string {
  const line = toBase64(concatBytes(keyId, toDerSignature(signature)))
  return `${printCheckpoint(checkpoint)}\n— ${checkpoint.origin} ${line}\n`
}

const noteForm =
  /^(asservat\/(?:findings|access)\/[0-9a-f-]{36})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n— (\S+) ([A-Za-z0-9+/]+=*)\n$/

/** A note in its one permitted spelling with one signature line, or undefined. It proves nothing until verified. */
export function parseNote(bytes: Uint8Array): SignedCheckpoint | undefined {
  const note = bytes.length <= 1024 ? fromUtf8(bytes) : undefined
  const [, origin, count, root64, name, line] = (note && noteForm.exec(note)) || []
  const root = fromBase64(root64 ?? '')
  const signed = fromBase64(line ?? '')
  const signature = signed && fromDerSignature(signed.subarray(4))
  const size = Number(count)
  if (!origin || name !== origin || root?.length !== 32 || !signature || !Number.isSafeInteger(size))
    return undefined
  return {
    origin,
    size,
    root,
    text: printCheckpoint({ origin, size, root }),
    keyId: signed.slice(0, 4),
    signature,
  }
}

/** Whether the session key signed this checkpoint. */
export function isSignedBy(
  checkpoint: SignedCheckpoint,
  spki: Uint8Array,
  ports: {
    readonly sha256: Sha256
    verifySession(spki: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean
  },
): boolean {
  const named = equalBytes(keyIdOf(ports.sha256, spki), checkpoint.keyId)
  return named && ports.verifySession(spki, utf8(checkpoint.text), checkpoint.signature)
}
