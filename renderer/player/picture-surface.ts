import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { PictureProcessing } from '../../main/core/picture/processing.ts'
import type { FrameRange } from './player-state.ts'
import type { EngineAnswer, EngineRequest, MissingReason } from './engine/messages.ts'

/** What became of a frame that was to be shown. */
export type Showing = 'shown' | 'overtaken' | MissingReason

/**
 * The canvas that shows exact frames. A worker draws them; they are put up here, so that a picture and the number
 * that is written beside it change in one and the same paint.
 */
export interface PictureSurface {
  readonly element: HTMLCanvasElement
  load(url: string, fileSize: number, table: FrameTable): void
  /**
   * Resolves once the frame is on the canvas, or with the reason why it is not; then nothing is. Where its place is
   * small, the canvas has fewer pixels than are coded until it rests.
   */
  show(frame: number): Promise<Showing>
  /** Pictures are processed from the next one shown; null shows them as they are decoded. */
  process(processing: PictureProcessing | null): void
  /** These frames will be gone through round and round: where they begin, pictures are kept ready. */
  expect(range: FrameRange | undefined): void
  /** From the next picture on all pixels are drawn at once, however small the place: for who looks at single ones. */
  wholePixels(always: boolean): void
  /** PNG of the picture shown, in coded size and never processed; undefined when there is none. */
  grab(): Promise<Blob | undefined>
  destroy(): void
}

/** Memory for decoded pictures: 82 of 1080p or 20 of 4K, twice as many where the workstation has 8 GB or more. */
function cacheBytesOf(memory: unknown): number {
  return (typeof memory === 'number' && memory >= 8 ? 512 : 256) * 1024 * 1024
}

/** Who steps on does not wait for pixels that nobody sees; who rests gets them all. */
const restMilliseconds = 250

/** `share`: of the memory for decoded pictures, where several surfaces stand side by side. */
export function makePictureSurface(document: Document, share = 1): PictureSurface {
  const element = document.createElement('canvas')
  const worker = new Worker(new URL('./engine/engine-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (answer: EngineAnswer) => void>()
  let lastId = 0
  let lastShow = 0
  let always = false
  /** Longest side of the coded picture. */
  let longest = 0
  let rest: ReturnType<typeof setTimeout> | undefined
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

  /** Longest side of the canvas's place on the page in device pixels, as it is magnified now. */
  function shownPixels(): number {
    if (always) return 0
    const { width, height } = element.getBoundingClientRect()
    return Math.ceil(Math.max(width, height) * devicePixelRatio)
  }

  async function putUpWhole(show: number): Promise<void> {
    const answer = await ask((id) => ({ kind: 'whole', id }))
    if (answer.kind !== 'drawn') return
    if (lastShow === show) putUp(answer.bitmap)
    else answer.bitmap.close()
  }

  function completeAtRest({ width, height }: ImageBitmap, show: number): void {
    clearTimeout(rest)
    if (show === lastShow && Math.max(width, height) < longest)
      rest = setTimeout(() => void putUpWhole(show), restMilliseconds)
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
    load(url, fileSize, table) {
      clearTimeout(rest)
      longest = Math.max(table.width, table.height)
      const request = { kind: 'load', url, fileSize, table, cacheBytes } satisfies EngineRequest
      worker.postMessage(request, [])
    },
    async show(frame) {
      clearTimeout(rest)
      const shown = shownPixels()
      const asked = ask((id) => ({ kind: 'show', id, frame, shown }))
      lastShow = lastId
      const answer = await asked
      if (answer.kind !== 'drawn' && answer.kind !== 'missing') return 'overtaken'
      if (answer.kind === 'drawn') completeAtRest(answer.bitmap, answer.id)
      putUp(answer.kind === 'drawn' ? answer.bitmap : null)
      return answer.kind === 'drawn' ? 'shown' : answer.reason
    },
    process(processing) {
      worker.postMessage({ kind: 'process', processing } satisfies EngineRequest, [])
    },
    expect(range) {
      worker.postMessage({ kind: 'expect', range: range ?? null } satisfies EngineRequest, [])
    },
    wholePixels(wanted) {
      always = wanted
    },
    async grab() {
      const answer = await ask((id) => ({ kind: 'grab', id }))
      return answer.kind === 'grabbed' ? answer.png : undefined
    },
    destroy() {
      clearTimeout(rest)
      worker.terminate()
      for (const answer of waiting.values()) answer({ kind: 'overtaken', id: 0 })
      waiting.clear()
      element.remove()
    },
  }
}
