import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'
import type { TrustFacts } from '../../main/core/trust/trust-facts.ts'

/** What the window may ask about the trust of this workstation. */
export interface TrustCalls {
  trust(): Promise<Result<TrustFacts, Failure>>
  /**
   * Shows the system's dialog for a trust file or a revocation list; main then asks in windows of its own for what the
   * import needs: a yes, the digits from paper, or two persons' keys. undefined when cancelled in the first dialog.
   */
  importTrust(request: { readonly twoPersons: boolean }): Promise<Result<TrustFacts | undefined, Failure>>
}
