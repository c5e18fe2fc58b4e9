import type { StatedPurpose } from '../core/access/purpose.ts'
import type { Failure } from '../core/failure.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { AskReader } from './read-encrypted.ts'
import type { CaseView } from '../../preload/contract/workstation.ts'

/** Who works on the case, and who is told of changes. */
export interface CaseOptions {
  readonly identity: SigningIdentity | undefined
  /** Whose key opens the bundle where it is encrypted; else whoever signs, else whoever `askReader` brings. */
  readonly reader?: SigningIdentity | undefined
  readonly askReader?: AskReader
  /** Why it is opened, where that is known beforehand: from the command line. */
  readonly purpose?: StatedPurpose | undefined
  /** What counts as the purpose of a sample case: trying the program out. */
  readonly trying: string
  readonly changed: (view: CaseView) => void
  readonly gone: (failure: Failure) => void
}
