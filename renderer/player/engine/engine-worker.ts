import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { FrameEngine, Outcome } from './frame-engine.ts'
import type { EngineAnswer, EngineRequest } from './messages.ts'
import { openEngine } from './open-engine.ts'

/** The worker behind the picture surface: decodes, draws, and answers each request once. */

let surface: OffscreenCanvas | undefined
let table: FrameTable | undefined
let engine: Promise<FrameEngine | undefined> = Promise.resolve(undefined)
let shown = -1

addEventListener('message', (event: MessageEvent<EngineRequest>) => {
  void serve(event.data)
})

async function serve(request: EngineRequest): Promise<void> {
  switch (request.kind) {
    case 'surface':
      surface = request.canvas
      return
    case 'load':
      return load(request)
    case 'show':
      return show(request.id, request.frame)
    case 'grab':
      return answer({ kind: 'grabbed', id: request.id, png: await grab() })
    case 'held': {
      const held = (await engine)?.held() ?? { pictures: 0, bytes: 0 }
      return answer({ kind: 'held', id: request.id, ...held })
    }
  }
}

function answer(message: EngineAnswer): void {
  postMessage(message)
}

async function load(request: Extract<EngineRequest, { kind: 'load' }>): Promise<void> {
  const before = engine
  table = request.table
  shown = -1
  engine = openEngine(request.url, request.fileSize, request.table, request.cacheBytes)
  ;(await before)?.close()
}

async function show(id: number, frame: number): Promise<void> {
  const current = engine
  const opened = await current
  if (current !== engine) return answer({ kind: 'overtaken', id })
  if (!opened) return answer({ kind: 'missing', id, reason: 'notDecodable' })
  const outcome = await opened.frame(frame)
  answer(conclude(id, frame, outcome))
}

function conclude(id: number, frame: number, outcome: Outcome): EngineAnswer {
  if (outcome.kind === 'overtaken') return { kind: 'overtaken', id }
  shown = outcome.kind === 'picture' ? frame : -1
  if (outcome.kind === 'missing') {
    clear()
    return { kind: 'missing', id, reason: outcome.reason }
  }
  draw(outcome.picture)
  return { kind: 'shown', id }
}

/** Nothing stays on the surface that is not the frame asked for. */
function clear(): void {
  surface?.getContext('2d')?.clearRect(0, 0, surface.width, surface.height)
}

/** Turned as the container asks; the pixels' shape is the page's matter. */
function draw(picture: VideoFrame): void {
  const context = surface?.getContext('2d', { alpha: true })
  if (!surface || !context || !table) return
  const { width, height, rotation } = table
  const upright = rotation === 0 || rotation === 180
  const [across, down] = upright ? [width, height] : [height, width]
  if (surface.width !== across || surface.height !== down)
    Object.assign(surface, { width: across, height: down })
  context.setTransform(1, 0, 0, 1, across / 2, down / 2)
  context.rotate((rotation * Math.PI) / 180)
  context.drawImage(picture, -width / 2, -height / 2, width, height)
}

async function grab(): Promise<Blob | undefined> {
  const picture = (await engine)?.peek(shown)
  if (!picture || !table) return undefined
  const canvas = new OffscreenCanvas(table.width, table.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, table.width, table.height)
  return canvas.convertToBlob({ type: 'image/png' })
}
