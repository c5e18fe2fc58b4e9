import { parsePeaks } from '../core/clip/sound-peaks.ts'
import { readPeaksFile, writePeaksFile } from '../disk/peaks-files.ts'
import type { TimelineCalls } from '../../preload/contract/timeline.ts'
import type { OpenCase } from './open-case.ts'

type Asked<K extends keyof TimelineCalls> = Parameters<TimelineCalls[K]>[0]

/** What stands along the time of the open case's clips. */
export class TimelineDesk implements TimelineCalls {
  readonly #open: () => OpenCase | undefined

  constructor(open: () => OpenCase | undefined) {
    this.#open = open
  }

  async keptPeaks({ clip }: Asked<'keptPeaks'>): Promise<Uint8Array | null> {
    const open = this.#open()
    const sha256 = open && hashOf(open, clip)
    const bytes = sha256 === undefined ? undefined : await readPeaksFile(open?.folder.path ?? '', sha256)
    return bytes && parsePeaks(bytes) ? bytes : null
  }

  async keepPeaks({ clip, peaks }: Asked<'keepPeaks'>): Promise<null> {
    const open = this.#open()
    const sha256 = open && hashOf(open, clip)
    if (open && sha256 !== undefined && parsePeaks(peaks))
      await writePeaksFile(open.folder.path, sha256, peaks)
    return null
  }
}

function hashOf(open: OpenCase, clip: number): string | undefined {
  return open.judged.facts().case?.clips.find(({ number }) => number === clip)?.sha256
}
