import type { Language } from '../core/language.ts'
import { createHash } from 'node:crypto'
import { isTranscript } from '../core/annotation/transcript.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import { bundledContext } from '../core/report/annotation-context.ts'
import { annotationCues } from '../core/report/annotation-cues.ts'
import { annotationTable } from '../core/report/annotation-table.ts'
import { millisecondsUp } from '../core/report/media-time.ts'
import { asJson, reportPaths, verificationFile } from '../core/report/report-file.ts'
import type { ReportedStatement, ReportModel, StillFacts } from '../core/report/report-model.ts'
import { type SpokenLine, transcriptCues } from '../core/report/transcript-cues.ts'
import { webAnnotations } from '../core/report/web-annotation.ts'
import { checkInstructions } from './check-instructions.ts'
import { plain } from './writing.ts'
import type { ReportInput, ReportPart, Still } from './report-input.ts'

/** The machine data of a report, in the order of the printed table of annexes. */
export function machineData(model: ReportModel, input: ReportInput): readonly ReportPart[] {
  const files = asJson(
    input.facts.files.map(({ path, size, covered, state, sha256 }) => ({
      path,
      size,
      covered,
      state,
      sha256,
    })),
  )
  const writing = { language: input.language, phrases: input.phrases, timeZone: model.timeZone }
  const instructions = (language: Language) =>
    text(`CHECK.${language}.md`, 'text/markdown', checkInstructions(model, input.phrasesIn(language)))
  return [
    json(reportPaths.annotations, 'application/ld+json', webAnnotations(model)),
    json(reportPaths.context, 'application/ld+json', bundledContext),
    text(
      reportPaths.table,
      'text/csv',
      annotationTable(model, (inline) => plain(inline, writing)),
    ),
    text(reportPaths.cues, 'text/vtt', annotationCues(model)),
    ...cuesByClip(model),
    ...transcripts(model),
    text(reportPaths.ledger, 'application/x-ndjson', input.extract),
    text(reportPaths.checkpoint, 'text/plain', input.checkpoint.text),
    {
      path: reportPaths.checkpointSignature,
      mediaType: 'application/pkcs7-signature',
      bytes: input.checkpoint.cms,
    },
    {
      path: reportPaths.verification,
      mediaType: 'application/json',
      bytes: canonicalBytes(verificationFile(model, files)),
    },
    instructions('de'),
    instructions('en'),
  ]
}

/** A player opens cues for one recording: where several are spoken of, each has a file of its own. */
function cuesByClip(model: ReportModel): readonly ReportPart[] {
  const clips = [
    ...new Set(model.statements.flatMap(({ clip }) => (clip.number === null ? [] : [clip.number]))),
  ]
  if (clips.length < 2) return []
  return clips.map((clip) =>
    text(`annotations-${String(clip).padStart(4, '0')}.vtt`, 'text/vtt', annotationCues(model, clip)),
  )
}

/** The wording of each clip that was written down, as any player shows it. */
function transcripts(model: ReportModel): readonly ReportPart[] {
  const spoken = model.statements.filter(isTranscript)
  const clips = new Map(spoken.map(({ clip }) => [clip.sha256, clip]))
  return [...clips.values()].map((clip, index) => {
    const lines = spoken.filter((one) => one.clip.sha256 === clip.sha256).map(spokenLine)
    const number = String(clip.number ?? index + 1).padStart(4, '0')
    return text(`transcript-${number}.vtt`, 'text/vtt', transcriptCues(clip, lines))
  })
}

function spokenLine({ entry, from, to, end, timeBase, details, text: words }: ReportedStatement): SpokenLine {
  return {
    entry,
    from: millisecondsUp(from.pts, timeBase),
    to: millisecondsUp(end ?? to.pts, timeBase),
    speaker: details?.person?.label ?? '',
    text: words,
  }
}

function text(path: string, mediaType: string, words: string): ReportPart {
  return { path, mediaType, bytes: Buffer.from(words, 'utf8') }
}

function json(path: string, mediaType: string, value: Json): ReportPart {
  return text(path, mediaType, `${JSON.stringify(value, null, 2)}\n`)
}

/** The stills of the chosen entries as files, and what the report says of each. */
export function stillFiles(
  entries: readonly EntryFacts[],
  stills: ReadonlyMap<number, Still>,
): { readonly parts: readonly ReportPart[]; readonly facts: ReadonlyMap<number, StillFacts> } {
  const shown = entries.flatMap(({ seq }) => {
    const still = stills.get(seq)
    return still ? [{ seq, still, path: `stills/entry-${String(seq).padStart(4, '0')}.png` }] : []
  })
  const facts = shown.map(({ seq, path, still }) => {
    const { width, height, decoder } = still
    // Hashed here again: the printed hash is that of the bytes enclosed, whoever handed them in.
    const sha256 = createHash('sha256').update(still.png).digest('hex')
    return [seq, { path, width, height, sha256, decoder }] as const
  })
  return {
    parts: shown.map(({ path, still }) => ({ path, mediaType: 'image/png', bytes: still.png })),
    facts: new Map(facts),
  }
}
