import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { PictureProcessing } from '../../main/core/picture/processing.ts'
import type { ClipFacts } from '../../main/core/seal/bundle-facts.ts'

/** Why a frame that was asked for is not on screen. Frames are counted from 0, both ends included. */
export type PlayerTrouble =
  /** Its bytes, or bytes it leans on, do not match the seal. */
  | { readonly kind: 'brokenChunk'; readonly from: number; readonly to: number }
  /** The bytes are as sealed, yet the decoder makes no picture of them. */
  | { readonly kind: 'notDecodable'; readonly from: number; readonly to: number }
  /** The browser's own media error; `message` is for the log, not for people. */
  | { readonly kind: 'mediaError'; readonly message: string }

/** First and last frame, both played. */
export interface FrameRange {
  readonly from: number
  readonly to: number
}

/** All there is to draw around the picture. A new object at every change, so `===` tells a change. */
export interface PlayerState {
  /** Number of the loaded clip; undefined before the first. */
  readonly clip: number | undefined
  /** The frame that is on screen, as confirmed by the compositor; undefined while none is or none is known. */
  readonly frame: number | undefined
  /** The frame that was asked for last; differs from `frame` while the way there is being decoded. */
  readonly wanted: number | undefined
  readonly playing: boolean
  /** 1 is real time; negative plays backwards without sound. */
  readonly rate: number
  readonly muted: boolean
  /** 0 to 1. */
  readonly volume: number
  readonly seeking: boolean
  readonly loop: FrameRange | undefined
  /** Coded pixels; undefined before a clip is loaded. */
  readonly size: { readonly width: number; readonly height: number } | undefined
  readonly trouble: PlayerTrouble | undefined
}

/** A caption file of the bundle: its number is its address `/caption/<number>`. */
export interface CaptionTrack {
  readonly number: number
  readonly language: string
}

/** One surface that plays and steps one clip at a time. Frame numbers come from the clip's table, never from a clock. */
export interface ClipPlayer {
  /** Shows frame 0 and resolves when it is on screen or known not to be showable. Ends what was loaded before. */
  load(clip: ClipFacts, table: FrameTable, captions?: readonly CaptionTrack[]): Promise<void>
  play(): void
  pause(): void
  toggle(): void
  /** `n` frames on (or back when negative), counted from the frame last asked for; stops at both ends. Pauses. */
  stepBy(n: number): Promise<void>
  /** Resolves once the frame is on screen, or `state().trouble` says why it cannot be. Pauses. */
  showFrame(frame: number): Promise<void>
  /** 0.05 to 8, or negative to play backwards. */
  setRate(rate: number): void
  setVolume(volume: number): void
  setMuted(muted: boolean): void
  /** J (-1), K (0), L (1): each repeat of J or L doubles the speed up to 8; 0 stops. */
  shuttle(direction: -1 | 0 | 1): void
  loop(range: FrameRange | undefined): void
  /** Shows the captions of this language; undefined hides all. */
  showCaptions(language: string | undefined): void
  /** Main found a chunk that does not match the seal: these frames are not shown any more. */
  markBroken(range: FrameRange): void
  /** For looking only; while it plays, the engine shows the pictures. null shows them as they are decoded. */
  process(processing: PictureProcessing | null): void
  /**
   * A picture that stands in a small place is drawn with fewer pixels until it rests. While somebody looks at single
   * pixels, all are drawn at once.
   */
  wholePixels(always: boolean): void
  /** What is on screen now, for a magnifier: the canvas, or the video while that plays. */
  layer(): HTMLCanvasElement | HTMLVideoElement
  /** PNG of the picture on screen in coded size; rejects when no frame is confirmed on screen. */
  grab(): Promise<Blob>
  state(): PlayerState
  /** Called after every change of `state()`; returns the function that ends it. */
  subscribe(listener: () => void): () => void
  destroy(): void
}
