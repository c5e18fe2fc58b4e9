import type { TimeBase } from '../clip/frame-table.ts'
import type { AnnotationDetails, PersonLabel } from './details.ts'
import type { Shape, TrackKey } from './shape.ts'
import type { Verdict } from '../seal/finding.ts'

/** § 73 BDSG: what was seen or heard, what is concluded, what is judged, never mixed. */
export type StatementKind = 'observation' | 'inference' | 'assessment'

/** A frame named so that any tool finds it again. */
export interface FramePoint {
  /** Presentation index from 0. */
  readonly frame: number
  /** Ticks of the clip's time base. */
  readonly pts: number
}

/** Pixels of the coded picture, before rotation and pixel aspect. */
export interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What a reviewer writes. `from` = `to` is a marker; both ends are counted. */
export interface AnnotationDraft {
  /** The clip's number in its bundle, from 1. */
  readonly clip: number
  readonly from: number
  readonly to: number
  readonly kind: StatementKind
  /** Key of the vocabulary: approach, posture, speech, force, other … */
  readonly category: string
  readonly text: string
  /** The bounds of what is drawn; of a tracked region those at its first key frame. */
  readonly region?: Region
  readonly shape?: Shape
  readonly track?: readonly TrackKey[]
  readonly person?: PersonLabel
  readonly tags?: readonly string[]
  readonly links?: readonly DraftLink[]
  readonly legal?: string
  /** Kept by its author alone: committed to like every entry, never reported, exported or shown. */
  readonly personal?: boolean
}

/** Another annotation by its id, or a frame of a clip by the clip's number in its bundle. */
export type DraftLink = { readonly annotation: string } | { readonly clip: number; readonly frame: number }

/** What is signed: the draft, tied to the bundle, the clip, its frame table and the seal's verdict at that moment. */
export interface Annotation {
  /** UUID, the same through all corrections. */
  readonly id: string
  readonly bundle: string
  readonly clip: { readonly path: string; readonly sha256: string; readonly originalName: string }
  readonly from: FramePoint
  readonly to: FramePoint
  readonly timeBase: TimeBase
  /** Hash of the frame table the numbers count in. */
  readonly frameTable: string
  readonly kind: StatementKind
  readonly category: string
  readonly text: string
  readonly region: Region | null
  /** Chunks that hold the first frame's coded sample, with the hash that was verified. */
  readonly chunks: readonly { readonly number: number; readonly sha256: string }[]
  /** RFC 3339 with offset, by the camera's clock; null when the bundle gives none. */
  readonly deviceTime: string | null
  readonly verdict: Verdict
  /** What is said beyond the text; absent when nothing is. */
  readonly details?: AnnotationDetails
}
