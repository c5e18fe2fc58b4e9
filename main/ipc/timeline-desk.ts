import { basename } from 'node:path'
import { speakerOf, transcriptOf } from '../core/annotation/transcript.ts'
import { utf8 } from '../core/bytes.ts'
import { parsePeaks } from '../core/clip/sound-peaks.ts'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { millisecondsUp } from '../core/report/media-time.ts'
import { transcriptCues } from '../core/report/transcript-cues.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { ClipFacts } from '../core/seal/bundle-facts.ts'
import { readPeaksFile, writePeaksFile } from '../disk/peaks-files.ts'
import { writeOnce } from '../disk/write-once.ts'
import type { TimelineCalls } from '../../preload/contract/timeline.ts'
import { askWhereTo } from './ask-where.ts'
import type { Desk } from './desk.ts'
import type { OpenCase } from './open-case.ts'

type Asked<K extends keyof TimelineCalls> = Parameters<TimelineCalls[K]>[0]

/** What stands along the time of the open case's clips. */
export class TimelineDesk implements TimelineCalls {
  readonly #desk: Desk
  readonly #open: () => OpenCase | undefined
  readonly #language: () => Language

  constructor(desk: Desk, open: () => OpenCase | undefined, language: () => Language) {
    this.#desk = desk
    this.#open = open
    this.#language = language
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
    // Of an encrypted bundle nothing that was made from its plaintext lies on the disk.
    const kept = open?.judged.facts().encryption === undefined
    if (open && kept && sha256 !== undefined && parsePeaks(peaks))
      await writePeaksFile(open.folder.path, sha256, peaks)
    return null
  }

  async exportTranscript({ clip, recipient }: Asked<'exportTranscript'>) {
    const open = this.#open()
    if (!open) return fail({ code: 'bundle.noneOpen' as const })
    const facts = open.judged.facts().case?.clips.find(({ number }) => number === clip)
    if (!facts) return fail({ code: 'file.notFound' as const, name: String(clip) })
    const words = await transcriptFile(open, facts)
    if (!words.ok) return words
    const title = this.#desk.phrasesIn(this.#language())('transcript.dialog')
    const path = await askWhereTo(this.#desk, { title, defaultPath: `${basename(facts.path)}.vtt` })
    if (path === undefined) return ok(undefined)
    const { sha256 } = facts
    const object = { kind: 'clip', name: facts.path, sha256 } as const
    const recorded = open.records.access.record({ act: 'exported', object, recipient })
    if (!recorded.ok) return recorded
    const written = await writeOnce(path, utf8(words.value))
    if (!written.ok) return written
    open.writes(path)
    return ok(path)
  }
}

async function transcriptFile(open: OpenCase, clip: ClipFacts): Promise<Result<string, Failure>> {
  const table = await open.clips.table(clip.number)
  if (!table.ok) return table
  const { pts, end, timeBase } = table.value
  const bundle = open.judged.facts().manifestSha256
  const lines = transcriptOf(open.records.entries(), bundle, clip.sha256).map(({ entry, annotation }) => ({
    entry,
    from: millisecondsUp(annotation.from.pts, timeBase),
    to: millisecondsUp(pts[annotation.to.frame + 1] ?? end, timeBase),
    speaker: speakerOf(annotation),
    text: annotation.text,
  }))
  return ok(transcriptCues(clip, lines))
}

function hashOf(open: OpenCase, clip: number): string | undefined {
  return open.judged.facts().case?.clips.find(({ number }) => number === clip)?.sha256
}
