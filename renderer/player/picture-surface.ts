import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { PictureProcessing } from '../../main/core/picture/processing.ts'
import type { EngineAnswer, EngineRequest, MissingReason } from './engine/messages.ts'

/** What became of a frame that was to be shown. */
export type Showing = 'shown' | 'overtaken' | MissingReason

/**
 * The canvas that shows exact frames. A worker draws them; they are put up here, so that a picture and the number
 * that is written beside it change in one and the same paint.
 */
export interface PictureSurface {
  readonly element: HTMLCanvasElement
  /** `scale` below 1 draws fewer pixels than are coded, for panes that have no room for more. */
  load(url: string, fileSize: number, table: FrameTable, scale?: number): void
  /** Resolves once the frame is on the canvas, or with the reason why it is not; then nothing is. */
  show(frame: number): Promise<Showing>
  /** Pictures are processed from the next one shown; null shows them as they are decoded. */
  process(processing: PictureProcessing | null): void
  /** PNG of the picture shown, in coded size and never processed; undefined when there is none. */
  grab(): Promise<Blob | undefined>
  destroy(): void
}

/** Memory for decoded pictures: 82 of 1080p or 20 of 4K, twice as many where the workstation has 8 GB or more. */
function cacheBytesOf(memory: unknown): number {
  return (typeof memory === 'number' && memory >= 8 ? 512 : 256) * 1024 * 1024
}

/** `share`: of the memory for decoded pictures, where several surfaces stand side by side. */
export function makePictureSurface(document: Document, share = 1): PictureSurface {
  const element = document.createElement('canvas')
  const worker = new Worker(new URL('./engine/engine-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (answer: EngineAnswer) => void>()
  let lastId = 0
  // In gigabytes; the DOM's types do not know it.
  const cacheBytes = Math.floor(cacheBytesOf(Reflect.get(navigator, 'deviceMemory')) * share)

  worker.addEventListener('message', ({ data }: MessageEvent<EngineAnswer>) => {
    waiting.get(data.id)?.(data)
    waiting.delete(data.id)
  })
  const context = element.getContext('bitmaprenderer')

  function putUp(bitmap: ImageBitmap | null): void {
    if (bitmap) Object.assign(element, { width: bitmap.width, height: bitmap.height })
    context?.transferFromImageBitmap(bitmap)
  }

  function ask(request: (id: number) => EngineRequest): Promise<EngineAnswer> {
    const id = ++lastId
    return new Promise((done) => {
      waiting.set(id, done)
      worker.postMessage(request(id), [])
    })
  }

  return {
    element,
    load(url, fileSize, table, scale = 1) {
      const request = { kind: 'load', url, fileSize, table, cacheBytes, scale } satisfies EngineRequest
      worker.postMessage(request, [])
    },
    async show(frame) {
      const answer = await ask((id) => ({ kind: 'show', id, frame }))
      if (answer.kind !== 'drawn' && answer.kind !== 'missing') return 'overtaken'
      putUp(answer.kind === 'drawn' ? answer.bitmap : null)
      return answer.kind === 'drawn' ? 'shown' : answer.reason
    },
    process(processing) {
      worker.postMessage({ kind: 'process', processing } satisfies EngineRequest, [])
    },
    async grab() {
      const answer = await ask((id) => ({ kind: 'grab', id }))
      return answer.kind === 'grabbed' ? answer.png : undefined
    },
    destroy() {
      worker.terminate()
      for (const answer of waiting.values()) answer({ kind: 'overtaken', id: 0 })
      waiting.clear()
      element.remove()
    },
  }
}
