import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'

/** What the window may ask about that which stands along a clip's time. */
export interface TimelineCalls {
  /** How loud the clip is along its time, as `printPeaks` spells it, from an earlier session; null where it was not kept. */
  keptPeaks(request: { readonly clip: number }): Promise<Uint8Array | null>
  /** Keeps it in the folder of the case under the clip's hash: loudness alone, nothing that could be heard again. */
  keepPeaks(request: { readonly clip: number; readonly peaks: Uint8Array }): Promise<null>
  /** Asks where to, records who gets it, and writes what was written down of a clip as WebVTT; undefined when cancelled. */
  exportTranscript(request: {
    readonly clip: number
    readonly recipient: string
  }): Promise<Result<string | undefined, Failure>>
}
