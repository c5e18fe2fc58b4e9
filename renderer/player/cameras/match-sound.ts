import type { SoundAnswer, SoundRequest } from './sound-worker.ts'

/** How far two clips' sounds are apart, as far as the sounds tell. */
export interface SoundPlace {
  /** Milliseconds by which the second clip's media time zero lies behind that of the first. */
  readonly laterMs: number
  readonly best: number
  readonly second: number
  readonly overlapSeconds: number
  /** The best place stands out: alike there, and hardly anywhere else. */
  readonly distinct: boolean
}

const windowMs = 5

/** Decodes and compares in a worker that is gone afterwards; undefined without sound. */
export function matchSound(request: SoundRequest): Promise<SoundPlace | undefined> {
  const worker = new Worker(new URL('./sound-worker.ts', import.meta.url), { type: 'module' })
  return new Promise((done) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SoundAnswer>) => {
      worker.terminate()
      done(data === 'noSound' ? undefined : placeOf(data))
    })
    worker.addEventListener('error', () => {
      worker.terminate()
      done(undefined)
    })
    worker.postMessage(request, [])
  })
}

function placeOf({ lag, best, second, overlap }: Exclude<SoundAnswer, 'noSound'>): SoundPlace {
  return {
    laterMs: lag * windowMs,
    best,
    second,
    overlapSeconds: (overlap * windowMs) / 1000,
    distinct: best >= 0.4 && best >= 1.25 * second,
  }
}
