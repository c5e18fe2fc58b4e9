import type { FrameTable } from '../main/core/clip/frame-table.ts'
import { toHex } from '../main/core/bytes.ts'
import { openEngine } from './player/engine/open-engine.ts'
import type { FrameEngine } from './player/engine/frame-engine.ts'

/** The table as it comes from main: its columns are plain lists. */
type ListedTable = Omit<FrameTable, 'pts' | 'key' | 'offset' | 'size' | 'sample' | 'decoder'> & {
  readonly [column in 'pts' | 'key' | 'offset' | 'size' | 'sample']: readonly number[]
} & { readonly decoder: { readonly codec: string; readonly description: readonly number[] | null } | null }

interface Answer {
  readonly missing?: 'brokenChunk' | 'notDecodable' | 'noDecoder'
  readonly png: string
  readonly width: number
  readonly height: number
  readonly sha256: string
  readonly format: string
}

declare global {
  var frameRoom: {
    load(clip: number, table: ListedTable): Promise<void>
    /** Without `still` only the hash: making the PNG takes ten times as long as decoding. */
    picture(frame: number, still: boolean): Promise<Answer>
  }
}

/** Little: here frames are asked for once each, for reports. */
const cacheBytes = 96 * 1024 * 1024
const none = { png: '', width: 0, height: 0, sha256: '', format: '' }
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
  async picture(frame, still) {
    if (!engine) return { ...none, missing: 'noDecoder' }
    const outcome = await engine.frame(frame)
    if (outcome.kind === 'picture') return answerFrom(outcome.picture, still)
    return { ...none, missing: outcome.kind === 'missing' ? outcome.reason : 'notDecodable' }
  },
}

function tableOf(listed: ListedTable): FrameTable {
  return {
    ...listed,
    pts: Float64Array.from(listed.pts),
    key: Uint8Array.from(listed.key),
    offset: Float64Array.from(listed.offset),
    size: Uint32Array.from(listed.size),
    sample: Uint32Array.from(listed.sample),
    decoder: listed.decoder && {
      codec: listed.decoder.codec,
      description: listed.decoder.description && Uint8Array.from(listed.decoder.description),
    },
  }
}

/** From the answer to a request for the first byte: `bytes 0-0/12345`. */
async function sizeOfFile(url: string): Promise<number> {
  const answer = await fetch(url, { headers: { Range: 'bytes=0-0' } })
  return Number(answer.headers.get('content-range')?.split('/')[1] ?? 0)
}

/** A copy first: the picture is the engine's, and the engine may let it go while the PNG is being made. */
async function answerFrom(picture: VideoFrame, still: boolean): Promise<Answer> {
  const copy = picture.clone()
  try {
    const png = still ? await base64Of(await pngOf(copy)) : ''
    return { ...size, png, sha256: await hashOf(copy), format: copy.format ?? 'unknown' }
  } finally {
    copy.close()
  }
}

function pngOf(picture: VideoFrame): Promise<Blob> {
  const canvas = new OffscreenCanvas(size.width, size.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height)
  return canvas.convertToBlob({ type: 'image/png' })
}

/** Over the visible planes without padding, as `ffmpeg -f rawvideo -pix_fmt yuv420p` writes them. */
async function hashOf(picture: VideoFrame): Promise<string> {
  const planes = new Uint8Array(picture.allocationSize())
  await picture.copyTo(planes)
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', planes)))
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
