import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { type PictureProcessing, processPixels } from '../../../main/core/picture/processing.ts'
import { drawPicture } from './draw-picture.ts'
import type { FrameEngine, Outcome } from './frame-engine.ts'
import type { EngineAnswer, EngineRequest } from './messages.ts'
import { openEngine } from './open-engine.ts'

/** The worker behind the picture surface: decodes, draws, and answers each request once. */

let table: FrameTable | undefined
let engine: Promise<FrameEngine | undefined> = Promise.resolve(undefined)
let shown = -1
let processing: PictureProcessing | null = null

addEventListener('message', (event: MessageEvent<EngineRequest>) => {
  void serve(event.data)
})

async function serve(request: EngineRequest): Promise<void> {
  switch (request.kind) {
    case 'load':
      return load(request)
    case 'show':
      return show(request.id, request.frame, request.shown)
    case 'whole':
      return answer(await whole(request.id))
    case 'expect':
      return (await engine)?.expect(request.range)
    case 'process':
      processing = request.processing
      return undefined
    case 'grab':
      return answer({ kind: 'grabbed', id: request.id, png: await grab() })
  }
}

function answer(message: EngineAnswer): void {
  postMessage(message, { transfer: message.kind === 'drawn' ? [message.bitmap] : [] })
}

async function load(request: Extract<EngineRequest, { kind: 'load' }>): Promise<void> {
  const before = engine
  table = request.table
  shown = -1
  engine = openEngine(request.url, request.fileSize, request.table, request.cacheBytes)
  ;(await before)?.close()
}

async function show(id: number, frame: number, place: number): Promise<void> {
  const current = engine
  const opened = await current
  if (current !== engine) return answer({ kind: 'overtaken', id })
  if (!opened) return answer({ kind: 'missing', id, reason: 'notDecodable' })
  const wish = processing
  const before = wish?.difference && frame > 0 ? await opened.frame(frame - 1) : undefined
  if (before?.kind === 'overtaken') return answer({ kind: 'overtaken', id })
  // Read off at once: the engine may let the picture go while the next one is decoded.
  const previous = before?.kind === 'picture' && table ? readOff(before.picture, table) : undefined
  answer(await conclude(id, frame, await opened.frame(frame), { processing: wish, previous, place }))
}

/** How a picture is to be drawn; `place` is the longest side of its place in device pixels. */
interface Drawing {
  readonly processing: PictureProcessing | null
  readonly previous: ImageData | undefined
  readonly place: number
}

async function conclude(
  id: number,
  frame: number,
  outcome: Outcome,
  drawing: Drawing,
): Promise<EngineAnswer> {
  if (outcome.kind === 'overtaken' || !table) return { kind: 'overtaken', id }
  shown = outcome.kind === 'picture' ? frame : -1
  if (outcome.kind === 'missing') return { kind: 'missing', id, reason: outcome.reason }
  const { processing: wish, previous, place } = drawing
  const source = wish ? processed(outcome.picture, table, wish, previous) : outcome.picture
  return { kind: 'drawn', id, bitmap: await drawPicture(source, table, place) }
}

/** The picture on screen once more, with all its pixels. */
async function whole(id: number): Promise<EngineAnswer> {
  const picture = processing ? undefined : (await engine)?.peek(shown)
  if (!picture || !table) return { kind: 'overtaken', id }
  return { kind: 'drawn', id, bitmap: await drawPicture(picture, table, 0) }
}

const bench = new OffscreenCanvas(1, 1)

/** The picture's values as the stills have them: drawn by the processor, before it is turned. */
function readOff(picture: VideoFrame, { width, height }: FrameTable): ImageData | undefined {
  if (bench.width !== width || bench.height !== height) Object.assign(bench, { width, height })
  const context = bench.getContext('2d', { willReadFrequently: true })
  context?.drawImage(picture, 0, 0, width, height)
  return context?.getImageData(0, 0, width, height)
}

function processed(
  picture: VideoFrame,
  shape: FrameTable,
  wish: PictureProcessing,
  previous: ImageData | undefined,
): VideoFrame | OffscreenCanvas {
  const pixels = readOff(picture, shape)
  if (!pixels) return picture
  processPixels(pixels, wish, previous)
  bench.getContext('2d')?.putImageData(pixels, 0, 0)
  return bench
}

async function grab(): Promise<Blob | undefined> {
  const picture = (await engine)?.peek(shown)
  if (!picture || !table) return undefined
  const still = new OffscreenCanvas(table.width, table.height)
  still.getContext('2d')?.drawImage(picture, 0, 0, table.width, table.height)
  return still.convertToBlob({ type: 'image/png' })
}
