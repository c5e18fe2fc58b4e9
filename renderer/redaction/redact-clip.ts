import {
  EncodedAudioPacketSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  type StreamTargetChunk,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny'
import { toSeconds, type FrameTable } from '../../main/core/clip/frame-table.ts'
import { maskedAt, type RedactionPlan } from '../../main/core/redaction/plan.ts'
import type { FrameEngine } from '../player/engine/frame-engine.ts'
import { copySound, openSound } from './copy-sound.ts'
import type { SilentSpan, SoundFate } from './silence.ts'

export interface RedactedClip {
  readonly codec: string
  readonly frames: number
  /** Frames without a picture, which are black throughout. */
  readonly blank: readonly number[]
  readonly sound: SoundFate
  readonly soundCodec: string
  readonly silenced: number
}

/** Where a clip is read from, over verified bytes, and where the new one goes. */
export interface RedactionSource {
  readonly url: string
  readonly size: number
  readonly into: WritableStream<StreamTargetChunk>
}

const partBytes = 4 << 20

/**
 * Decodes every frame, paints over what the plan hides, and encodes it anew: what is hidden never reaches the encoder.
 * One frame in, one frame out, at the same time.
 */
export async function redactClip(
  engine: FrameEngine,
  table: FrameTable,
  plan: RedactionPlan,
  source: RedactionSource,
  onFrame: (done: number) => void,
): Promise<RedactedClip> {
  const { width, height } = table
  const codec = await getFirstEncodableVideoCodec(['avc', 'vp9', 'av1', 'vp8'], { width, height })
  if (!codec) throw new Error('no encoder')
  const output = new Output({
    // The index stands at the end: at the beginning it would need the whole clip in memory first.
    format: new Mp4OutputFormat({ fastStart: false }),
    target: new StreamTarget(source.into, { chunked: true, chunkSize: partBytes }),
  })
  const video = new VideoSampleSource({ codec, quality: new Quality('high'), keyFrameInterval: 1 })
  output.addVideoTrack(video, { rotation: table.rotation })
  const sound = await openSound(source.url, source.size, spansOf(table, plan))
  const audio = sound.keep ? new EncodedAudioPacketSource(sound.keep.codec) : undefined
  if (audio) output.addAudioTrack(audio)
  await output.start()
  const writing = audio && sound.keep ? copySound(sound.keep, audio, timeOf(table, 0)) : Promise.resolve(0)
  const blank = await paintFrames(engine, table, plan, video, onFrame)
  const silenced = await writing
  await output.finalize()
  sound.close()
  const { fate, codecName: soundCodec } = sound
  return { codec, frames: table.pts.length, blank, sound: fate, soundCodec, silenced }
}

async function paintFrames(
  engine: FrameEngine,
  table: FrameTable,
  plan: RedactionPlan,
  video: VideoSampleSource,
  onFrame: (done: number) => void,
): Promise<readonly number[]> {
  const { width, height } = table
  const frames = table.pts.length
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  context.fillStyle = '#000'
  const blank: number[] = []
  const first = Math.min(0, timeOf(table, 0))
  for (let frame = 0; frame < frames; frame++) {
    const outcome = await engine.frame(frame)
    if (outcome.kind === 'picture') context.drawImage(outcome.picture, 0, 0, width, height)
    else {
      // A frame that cannot be decoded is shown as nothing: the picture before it must not stand in for it.
      context.fillRect(0, 0, width, height)
      blank.push(frame)
    }
    for (const { x, y, width: w, height: h } of maskedAt(plan, frame, { frames, width, height }))
      context.fillRect(x, y, w, h)
    const timestamp = timeOf(table, frame) - first
    const sample = new VideoSample(canvas, {
      timestamp,
      duration: timeOf(table, frame + 1) - first - timestamp,
    })
    await video.add(sample)
    sample.close()
    onFrame(frame + 1)
  }
  video.close()
  return blank
}

/** Seconds at which a frame begins, or at which the last one ends. */
function timeOf(table: FrameTable, frame: number): number {
  return toSeconds(table.pts[frame] ?? table.end, table.timeBase)
}

function spansOf(table: FrameTable, { mutes }: RedactionPlan): readonly SilentSpan[] {
  return mutes.map(({ from, to }) => ({ from: timeOf(table, from), to: timeOf(table, to + 1) }))
}
