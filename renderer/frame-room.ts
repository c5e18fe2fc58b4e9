import './own-scripts.ts'
import { toHex } from '../main/core/bytes.ts'
import { type PictureProcessing, processPixels } from '../main/core/picture/processing.ts'
import './redaction/room.ts'
import { type ListedTable, sizeOfFile, tableOf } from './listed-table.ts'
import { openEngine } from './player/engine/open-engine.ts'
import type { FrameEngine } from './player/engine/frame-engine.ts'

interface Answer {
  readonly missing?: 'brokenChunk' | 'notDecodable' | 'noDecoder'
  readonly png: string
  /** The same picture after processing; empty when none was asked for. */
  readonly processed: string
  readonly width: number
  readonly height: number
  readonly sha256: string
  readonly format: string
  /** The coded sample; empty when it was not asked for or cannot be had. */
  readonly sampleSha256: string
  readonly sampleBytes: number
  /** What the decoder says of the picture's colours, as far as the recording tells. */
  readonly colour: {
    readonly matrix: string
    readonly primaries: string
    readonly transfer: string
    readonly range: string
  }
}

/** What is wanted of a frame beside its hash: making a PNG takes ten times as long as decoding. */
interface Wish {
  readonly still: boolean
  readonly sample: boolean
  readonly processing: PictureProcessing | null
}

declare global {
  var frameRoom: {
    load(clip: number, table: ListedTable): Promise<void>
    picture(frame: number, wish: Wish): Promise<Answer>
  }
}

/** Little: here frames are asked for once each, for reports. */
const cacheBytes = 96 * 1024 * 1024
const unknownColour = { matrix: '', primaries: '', transfer: '', range: '' }
const none: Answer = {
  png: '',
  processed: '',
  width: 0,
  height: 0,
  sha256: '',
  format: '',
  sampleSha256: '',
  sampleBytes: 0,
  colour: unknownColour,
}
let engine: FrameEngine | undefined
let size = { width: 0, height: 0 }

globalThis.frameRoom = {
  async load(clip, listed) {
    engine?.close()
    const table = tableOf(listed)
    size = { width: table.width, height: table.height }
    const url = new URL(`/clip/${clip}`, location.href).href
    engine = await openEngine(url, await sizeOfFile(url), table, cacheBytes)
  },
  async picture(frame, wish) {
    if (!engine) return { ...none, missing: 'noDecoder' }
    const sample = wish.sample ? await sampleOf(engine, frame) : {}
    // The frame before is decoded first and drawn at once: the engine may let it go.
    const before = wish.processing?.difference && frame > 0 ? await pixelsAt(engine, frame - 1) : undefined
    const outcome = await engine.frame(frame)
    if (outcome.kind === 'picture') return { ...(await answerFrom(outcome.picture, wish, before)), ...sample }
    return { ...none, ...sample, missing: outcome.kind === 'missing' ? outcome.reason : 'notDecodable' }
  },
}

async function sampleOf(from: FrameEngine, frame: number): Promise<Partial<Answer>> {
  const bytes = await from.sample(frame)
  return bytes ? { sampleSha256: await sha256(bytes), sampleBytes: bytes.length } : {}
}

async function pixelsAt(from: FrameEngine, frame: number): Promise<ImageData | undefined> {
  const outcome = await from.frame(frame)
  return outcome.kind === 'picture' ? pixelsOf(canvasOf(outcome.picture)) : undefined
}

/** A copy first: the picture is the engine's, and the engine may let it go while the PNG is being made. */
async function answerFrom(picture: VideoFrame, wish: Wish, before: ImageData | undefined): Promise<Answer> {
  const copy = picture.clone()
  try {
    const canvas = wish.still ? canvasOf(copy) : undefined
    return {
      ...none,
      ...size,
      png: canvas ? await base64Of(await pngOf(canvas)) : '',
      processed:
        canvas && wish.processing ? await base64Of(await processed(canvas, wish.processing, before)) : '',
      sha256: await hashOf(copy),
      format: copy.format ?? 'unknown',
      colour: colourOf(copy.colorSpace),
    }
  } finally {
    copy.close()
  }
}

/** Drawn by the processor, not by a graphics card: the same values on every workstation. */
function canvasOf(picture: VideoFrame): OffscreenCanvas {
  const canvas = new OffscreenCanvas(size.width, size.height)
  canvas.getContext('2d', { willReadFrequently: true })?.drawImage(picture, 0, 0, size.width, size.height)
  return canvas
}

function pixelsOf(canvas: OffscreenCanvas): ImageData | undefined {
  return canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
}

/** Changes the canvas. */
async function processed(
  canvas: OffscreenCanvas,
  processing: PictureProcessing,
  before: ImageData | undefined,
): Promise<Blob> {
  const pixels = pixelsOf(canvas)
  if (pixels) {
    processPixels(pixels, processing, before)
    canvas.getContext('2d')?.putImageData(pixels, 0, 0)
  }
  return pngOf(canvas)
}

function pngOf(canvas: OffscreenCanvas): Promise<Blob> {
  return canvas.convertToBlob({ type: 'image/png' })
}

function colourOf({ matrix, primaries, transfer, fullRange }: VideoColorSpace): Answer['colour'] {
  return {
    matrix: matrix ?? '',
    primaries: primaries ?? '',
    transfer: transfer ?? '',
    range: fullRange === null ? '' : fullRange ? 'full' : 'limited',
  }
}

/** Over the visible planes without padding, as `ffmpeg -f rawvideo -pix_fmt yuv420p` writes them. */
async function hashOf(picture: VideoFrame): Promise<string> {
  const planes = new Uint8Array(picture.allocationSize())
  await picture.copyTo(planes)
  return sha256(planes)
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice())))
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
