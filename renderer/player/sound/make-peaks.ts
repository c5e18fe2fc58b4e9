import type { PeaksAnswer, PeaksRequest } from './peaks-worker.ts'

/** Peaks being made in a thread of their own. */
export interface PeaksJob {
  /** Rests while held: the picture on stage has first claim on disk and processor. */
  hold(held: boolean): void
  cancel(): void
}

/** Tells what is known of a clip's loudness again and again until it is whole. */
export function makePeaks(url: string, size: number, tell: (answer: PeaksAnswer) => void): PeaksJob {
  const worker = new Worker(new URL('./peaks-worker.ts', import.meta.url), { type: 'module' })
  const ask = (request: PeaksRequest): void => worker.postMessage(request, [])
  worker.addEventListener('message', ({ data }: MessageEvent<PeaksAnswer>) => {
    if (data.kind === 'unreadable' || data.ended) worker.terminate()
    tell(data)
  })
  worker.addEventListener('error', () => {
    worker.terminate()
    tell({ kind: 'unreadable' })
  })
  ask({ kind: 'make', url, size })
  return { hold: (hold) => ask({ kind: 'hold', hold }), cancel: () => worker.terminate() }
}
