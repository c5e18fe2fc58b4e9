/** A line of a transcript, with whole milliseconds of media time, half open. */
export interface SpokenLine {
  readonly entry: number
  readonly from: number
  readonly to: number
  /** Empty where nobody is named. */
  readonly speaker: string
  readonly text: string
}

/**
 * A transcript of one clip as WebVTT (W3C WebVTT, 4.1): the entry's number is the cue's name, the speaker stands in a
 * voice tag. `clip` goes into a note, so that the file says of what it is the wording.
 */
export function transcriptCues(
  clip: { readonly path: string; readonly sha256: string },
  lines: readonly SpokenLine[],
): string {
  const sorted = [...lines].sort((a, b) => a.from - b.from || a.entry - b.entry)
  const note = `NOTE ${oneLine(clip.path)} sha256=${clip.sha256}`
  return `${['WEBVTT', note, ...sorted.map(cue)].join('\n\n')}\n`
}

function cue({ entry, from, to, speaker, text }: SpokenLine): string {
  // A cue of no length is no cue.
  const until = Math.max(from + 1, to)
  const words = escaped(text)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .join('\n')
  const voice = speaker === '' ? '' : `<v ${escaped(oneLine(speaker))}>`
  return `${entry}\n${clock(from)} --> ${clock(until)}\n${voice}${words}`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('-->', '->').trim()
}

/** Without `<` and `>` there is neither a tag nor an arrow. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** `hh:mm:ss.mmm` of whole milliseconds. */
export function clock(milliseconds: number): string {
  const pad = (value: number, digits: number): string => String(Math.floor(value)).padStart(digits, '0')
  const seconds = Math.floor(milliseconds / 1000)
  const parts = [pad(seconds / 3600, 2), pad((seconds / 60) % 60, 2), pad(seconds % 60, 2)]
  return `${parts.join(':')}.${pad(milliseconds % 1000, 3)}`
}
