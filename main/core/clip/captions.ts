/** A caption: text shown from a time to another, whole milliseconds of media time. */
export interface Cue {
  readonly from: number
  readonly to: number
  readonly text: string
}

const timing =
  /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})/

/** The cues of a WebVTT file (W3C WebVTT, 4) in its order, tags taken out; undefined when it is none. */
export function parseCaptions(text: string): readonly Cue[] | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) return undefined
  const cues: Cue[] = []
  for (let at = 1; at < lines.length; at++) {
    const times = timing.exec(lines[at] ?? '')
    if (!times) continue
    const end = lines.indexOf('', at)
    const body = lines.slice(at + 1, end < 0 ? lines.length : end)
    cues.push({ from: milliseconds(times, 1), to: milliseconds(times, 5), text: plain(body.join('\n')) })
    at += body.length
  }
  return cues
}

/** All that is said at a moment, in the file's order. */
export function captionsAt(cues: readonly Cue[], moment: number): readonly Cue[] {
  return cues.filter(({ from, to }) => from <= moment && moment < to)
}

function milliseconds(times: RegExpExecArray, first: number): number {
  const [hours = 0, minutes = 0, seconds = 0, rest = 0] = times
    .slice(first, first + 4)
    .map((part) => Number(part ?? 0))
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00A0',
  lrm: '\u200E',
  rlm: '\u200F',
}

/** A speaker's name stands in the tag `<v Name>` and is kept in front of the text. */
function plain(text: string): string {
  return text
    .replaceAll(/<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>/g, '$1: ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (entity, name: string) => entities[name] ?? entity)
}
