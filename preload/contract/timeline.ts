/** What the window may ask about that which stands along a clip's time. */
export interface TimelineCalls {
  /** How loud the clip is along its time, as `printPeaks` spells it, from an earlier session; null where it was not kept. */
  keptPeaks(request: { readonly clip: number }): Promise<Uint8Array | null>
  /** Keeps it in the folder of the case under the clip's hash: loudness alone, nothing that could be heard again. */
  keepPeaks(request: { readonly clip: number; readonly peaks: Uint8Array }): Promise<null>
}
