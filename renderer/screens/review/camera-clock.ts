import {
  referenceClockOf,
  referenceStart,
  type ReferenceClock,
} from '../../../main/core/clip/reference-clock.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { CaseView } from '../../../preload/contract/workstation.ts'

/** When a clip began on the common clock, and how well that is known. */
export interface CameraStart {
  readonly startMs: number
  /** null where the offset is not known and the camera's own clock is taken as it is. */
  readonly clock: ReferenceClock | null
}

/** By the reference clock where its offset is known, else by the camera's own; undefined where there is none. */
export function cameraStart(view: CaseView, clip: ClipFacts): CameraStart | undefined {
  const clock = referenceClockOf(view.bundle.manifestSha256, clip, view.entries)
  const own = clip.startedAt === null ? undefined : { startedAt: clip.startedAt, offsetMs: 0 }
  const startMs = referenceStart(clock ?? own ?? { startedAt: '', offsetMs: 0 })
  return startMs === undefined ? undefined : { startMs, clock }
}
