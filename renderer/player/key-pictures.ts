import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../main/core/seal/bundle-facts.ts'
import type { EngineAnswer, EngineRequest } from './engine/messages.ts'

/** Small pictures of a clip's key frames: exact, from verified bytes, for finding one's way. */
export interface KeyPictures {
  /** The picture of a key frame; undefined while it is not there, null where there will be none. */
  of(frame: number): ImageBitmap | null | undefined
  /** What is to be had next, first things first; what was wished before and is not begun is forgotten. */
  want(frames: readonly number[]): void
  /** Rests while held: the picture on stage has first claim. */
  hold(held: boolean): void
  subscribe(listener: () => void): () => void
  close(): void
}

/** Pixels across: enough for a preview on a dense display. */
const across = 240
/** Some 30 MB at the most, whatever is opened. */
const mostKept = 300

const kept = new Map<string, ImageBitmap | null>()

function keep(key: string, picture: ImageBitmap | null): void {
  kept.set(key, picture)
  for (const [oldest, old] of kept) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
    old?.close()
  }
}

/** No more pixels than are looked at, whatever the engine gave. */
async function reduced(bitmap: ImageBitmap): Promise<ImageBitmap> {
  if (bitmap.width <= across) return bitmap
  const small = await createImageBitmap(bitmap, { resizeWidth: across, resizeQuality: 'medium' })
  bitmap.close()
  return small
}

/** Decodes one picture at a time in a thread of its own, which begins with the first wish. */
export function makeKeyPictures(
  clip: Pick<ClipFacts, 'number' | 'size' | 'sha256'>,
  table: FrameTable,
): KeyPictures {
  const listeners = new Set<() => void>()
  let worker: Worker | undefined
  let wanted: readonly number[] = []
  let busy: number | undefined
  let held = false
  const keyOf = (frame: number): string => `${clip.sha256}/${frame}`

  function next(): void {
    if (held || busy !== undefined) return
    busy = wanted.find((frame) => !kept.has(keyOf(frame)))
    if (busy === undefined) return
    worker ??= begin()
    worker.postMessage({ kind: 'show', id: busy, frame: busy, shown: across } satisfies EngineRequest, [])
  }

  function begin(): Worker {
    const made = new Worker(new URL('./engine/engine-worker.ts', import.meta.url), { type: 'module' })
    made.addEventListener('message', ({ data }: MessageEvent<EngineAnswer>) => void arrived(data))
    const { width, height } = table
    const request: EngineRequest = {
      kind: 'load',
      url: new URL(`/clip/${clip.number}`, location.href).href,
      fileSize: clip.size,
      table,
      // Room for one picture: nothing is decoded ahead.
      cacheBytes: width * height * 2,
    }
    made.postMessage(request, [])
    return made
  }

  async function arrived(answer: EngineAnswer): Promise<void> {
    if (answer.kind === 'drawn') keep(keyOf(answer.id), await reduced(answer.bitmap))
    // Bytes that do not match the seal are not shown small either.
    if (answer.kind === 'missing') keep(keyOf(answer.id), null)
    busy = undefined
    for (const listener of listeners) listener()
    next()
  }

  return {
    of: (frame) => kept.get(keyOf(frame)),
    want(frames) {
      wanted = frames
      next()
    },
    hold(now) {
      held = now
      next()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      // Whoever wishes again begins anew.
      worker?.terminate()
      worker = undefined
      busy = undefined
    },
  }
}
