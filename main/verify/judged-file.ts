import type { ByteSource, CancelSignal } from '../core/bytes.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import type { BundleFacts, RecipientFacts } from '../core/seal/bundle-facts.ts'
import type { Trust } from '../crypto/trust.ts'

export interface JudgeOptions {
  /** File name without folder. */
  readonly name: string
  readonly trust: Trust
  readonly now: Date
  /** A time, in milliseconds, that no right clock is behind: when this program was built. */
  readonly notBefore?: number
  /** What a detached signature signs. */
  readonly content?: ByteSource
  /** Trust of the sample bundle, and of that bundle alone. */
  readonly sampleTrust?: { readonly trust: Trust; readonly manifestSha256: string }
}

/** How far the background check has come; the same fields as the window's contract has. */
export interface WholeProgress {
  readonly state: 'idle' | 'running' | 'paused' | 'whole' | 'stopped'
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly secondsLeft: number | null
  readonly clips: readonly {
    readonly clip: number
    readonly verified: readonly (readonly [number, number])[]
  }[]
}

export interface WholeOptions {
  readonly signal: CancelSignal
  readonly paused?: () => boolean
  /** Number of the clip that is being watched: it is checked first. */
  readonly watching?: () => number | undefined
  readonly onProgress?: (progress: WholeProgress) => void
  /** The built worker that digests; beside the built program by default. */
  readonly worker?: URL
}

/** An encrypted bundle whose contents wait for a recipient's key. */
export interface LockedBundle {
  readonly recipients: readonly RecipientFacts[]
  /** The sealed envelope with the bundle key (CMS, DER). */
  readonly envelope: Uint8Array
  /**
   * Opens it with what the envelope held, which is cleared. `otherKey`: not the key that the bundle is committed to.
   * `notAsSealed`: the details are none of this bundle's; a finding says so from now on.
   */
  open(bundleKey: Uint8Array): Promise<'opened' | 'otherKey' | 'notAsSealed'>
}

/** A file that has been opened and judged as far as opening goes. It is never closed here: the source is the caller's. */
export interface JudgedFile {
  /** All that is known now; a new value after each change. */
  facts(): BundleFacts
  /** Clips of an own bundle that can be played, in the order of case.json; empty for all others. */
  readonly clips: readonly SealedClip[]
  /** Reads the envelope of an encrypted bundle; undefined for all others, once it is open, and where nothing may be opened. */
  locked(): Promise<LockedBundle | undefined>
  /** Lets go of the keys of an opened bundle: nothing is decrypted afterwards. */
  forget(): void
  /** A covered file whose digest holds (of an opened bundle its plaintext), at most 64 MiB; undefined when it is not there, not sealed or not as sealed. */
  readFile(path: string): Promise<Uint8Array | undefined>
  /** A chunk that did not match while playing: the verdict says so from now on. Both count from 1 and 0. */
  noteBrokenChunk(clip: number, chunk: number): void
  /** Reads everything once: each reference's whole digest and every chunk. Rejects when the medium goes away. */
  checkWhole(options: WholeOptions): Promise<void>
}

/** Whether a read failed because the medium is away. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'FileGone'
}

/** A judgement that no further reading changes. */
export function unchanging(facts: BundleFacts): JudgedFile {
  return {
    facts: () => facts,
    clips: [],
    locked: () => Promise.resolve(undefined),
    forget: () => undefined,
    readFile: () => Promise.resolve(undefined),
    noteBrokenChunk: () => undefined,
    checkWhole: ({ onProgress }) => {
      onProgress?.({ state: 'whole', bytesDone: 0, bytesTotal: 0, secondsLeft: null, clips: [] })
      return Promise.resolve()
    },
  }
}
