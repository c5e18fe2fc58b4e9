import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'

/** What was chosen to be sealed; main keeps the paths. */
export interface ChosenFootage {
  /** Name of the folder, without those above it. */
  readonly folder: string
  readonly files: readonly {
    /** Path in the folder, with slashes. */
    readonly name: string
    readonly size: number
    /** Whether it becomes a clip that can be played, or a file beside the clips. */
    readonly clip: boolean
  }[]
  readonly bytes: number
  /** Hidden files and links: not sealed, and said so. */
  readonly leftOut: readonly string[]
}

/** What people state about footage that they seal. */
export interface IntakeForm {
  readonly case: {
    readonly fileNumber: string
    readonly incident: string
    readonly office: string
    readonly title: string
  }
  readonly exhibit: { readonly number: string; readonly medium: string; readonly serial: string }
  /** Of all clips; empty texts where it is not known. */
  readonly device: { readonly id: string; readonly serial: string; readonly model: string }
  readonly custody: readonly { readonly at: string; readonly by: string; readonly act: string }[]
}

export interface SealedIntake {
  readonly path: string
  readonly name: string
  readonly manifestSha256: string
  readonly clips: number
  readonly files: number
  readonly leftOut: readonly string[]
}

/** What the window may ask about footage that came without a seal. */
export interface IntakeCalls {
  /** Shows the system's dialog for a folder or for files; undefined when it was cancelled. */
  chooseFootage(request: { readonly folder: boolean }): Promise<Result<ChosenFootage | undefined, Failure>>
  /** Asks where to and who seals, then seals, reads the originals again and judges the bundle. */
  sealAtIntake(form: IntakeForm): Promise<Result<SealedIntake | undefined, Failure>>
}
