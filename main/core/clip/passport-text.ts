import { toHex, utf8, type Sha256 } from '../bytes.ts'
import { mediaTimeText, parseMoment } from './clocks.ts'
import type { Passport, PassportChunk, PassportPicture, PassportReference } from './passport.ts'

const begin = '-----BEGIN ASSERVAT FRAME-----'
const end = '-----END ASSERVAT FRAME-----'
const format = 'asservat-frame/1'

/**
 * The passport as a block of lines `name: value` in one fixed order and spelling, LF at each end. The last line is
 * a check sum, so that a copy that was cut or edited on its way is told from another picture. No proof: see FORMAT.md.
 */
export function printPassport(passport: Passport, sha256: Sha256): string {
  const { reference, picture } = passport
  const lines = [
    `format: ${format}`,
    `bundle: ${passport.bundle}`,
    `clip: ${passport.clip.path}`,
    `clip-sha256: ${passport.clip.sha256}`,
    `frame-table: ${passport.frameTable}`,
    `frame: ${passport.frame}`,
    `pts: ${passport.pts}`,
    `time-base: ${passport.timeBase.num}/${passport.timeBase.den}`,
    `media-time: ${mediaTimeText(passport.pts, passport.timeBase)}`,
    `device-time: ${passport.deviceTime ?? none}`,
    `reference-time: ${reference?.time ?? none}`,
    ...(reference ? referenceLines(reference) : []),
    ...passport.chunks.map(({ number, sha256: hash }) => `chunk: ${number} ${hash}`),
    `sample: ${passport.sample.bytes} ${passport.sample.sha256}`,
    `picture: ${picture ? `${picture.width}x${picture.height} ${picture.pixelFormat} ${picture.sha256}` : none}`,
    ...(picture ? [`decoder: ${JSON.stringify(picture.decoder)}`] : []),
  ]
  return [begin, ...lines, `check: ${checkOf(lines, sha256)}`, end, ''].join('\n')
}

const none = 'none'

function referenceLines(reference: PassportReference): string[] {
  return [
    `reference-offset-ms: ${reference.offsetMs}`,
    `reference-uncertainty-ms: ${reference.uncertaintyMs ?? none}`,
    `reference-source: ${JSON.stringify(reference.source)}`,
    `reference-entry: ${reference.entry ?? none}`,
  ]
}

function checkOf(lines: readonly string[], sha256: Sha256): string {
  return toHex(sha256(utf8(lines.map((line) => `${line}\n`).join('')))).slice(0, 16)
}

/** Longer than any passport: a text beyond this is not looked through. Characters. */
const longest = 64 * 1024

/**
 * The passport in a text that people sent to each other: what stands around it, quote marks, CR and blanks at line
 * ends are passed over. Undefined when there is none, or when any line is not as `printPassport` spells it.
 */
export function parsePassport(text: string, sha256: Sha256): Passport | undefined {
  if (text.length > longest) return undefined
  const all = text.split('\n').map((line) => line.replace(/^(?:> ?)+/, '').trimEnd())
  const [first, last] = [all.indexOf(begin), all.indexOf(end)]
  if (first < 0 || last < first) return undefined
  const block = all.slice(first, last + 1)
  const passport = fromLines(new LineReader(block.slice(1, -2)))
  // One spelling: what does not print back to itself says something else than it seems to.
  return passport && printPassport(passport, sha256) === `${block.join('\n')}\n` ? passport : undefined
}

/** Takes lines in order; a line that is missing makes everything undefined in the end. */
class LineReader {
  readonly #lines: readonly string[]
  #at = 0

  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  take(name: string): string | undefined {
    const line = this.#lines[this.#at]
    if (line === undefined || !line.startsWith(`${name}: `)) return undefined
    this.#at++
    return line.slice(name.length + 2)
  }

  get done(): boolean {
    return this.#at === this.#lines.length
  }
}

function fromLines(lines: LineReader): Passport | undefined {
  if (lines.take('format') !== format) return undefined
  const [bundle, path, clipHash] = [
    hashOf(lines.take('bundle')),
    lines.take('clip'),
    hashOf(lines.take('clip-sha256')),
  ]
  const [frameTable, frame] = [hashOf(lines.take('frame-table')), wholeOf(lines.take('frame'))]
  const [pts, base] = [wholeOf(lines.take('pts')), /^(\d+)\/(\d+)$/.exec(lines.take('time-base') ?? '')]
  lines.take('media-time')
  const deviceTime = momentOf(lines.take('device-time'))
  const reference = referenceOf(lines)
  const chunks = chunksOf(lines)
  const sample = /^(\d+) ([0-9a-f]{64})$/.exec(lines.take('sample') ?? '')
  const picture = pictureOf(lines)
  if (!bundle || path === undefined || !clipHash || !frameTable || frame === undefined || !lines.done)
    return undefined
  if (frame < 0 || pts === undefined || !base || Number(base[2]) === 0 || !sample) return undefined
  if (deviceTime === undefined || reference === undefined || picture === undefined) return undefined
  return {
    bundle,
    clip: { path, sha256: clipHash },
    frameTable,
    frame,
    pts,
    timeBase: { num: Number(base[1]), den: Number(base[2]) },
    deviceTime,
    reference,
    chunks,
    sample: { bytes: Number(sample[1]), sha256: sample[2] ?? '' },
    picture,
  }
}

function referenceOf(lines: LineReader): PassportReference | null | undefined {
  const time = momentOf(lines.take('reference-time'))
  if (time === null || time === undefined) return time
  const offsetMs = wholeOf(lines.take('reference-offset-ms'))
  const uncertainty = lines.take('reference-uncertainty-ms')
  const source = textOf(lines.take('reference-source'))
  const entry = lines.take('reference-entry')
  const [uncertaintyMs, seq] = [wholeOrNone(uncertainty), wholeOrNone(entry)]
  if (offsetMs === undefined || source === undefined) return undefined
  if (uncertaintyMs === undefined || seq === undefined) return undefined
  return { time, offsetMs, uncertaintyMs, source, entry: seq }
}

function chunksOf(lines: LineReader): readonly PassportChunk[] {
  const chunks: PassportChunk[] = []
  for (let line = lines.take('chunk'); line !== undefined; line = lines.take('chunk')) {
    const [, number, sha256] = /^(\d+) ([0-9a-f]{64})$/.exec(line) ?? []
    chunks.push({ number: Number(number), sha256: sha256 ?? '' })
  }
  return chunks
}

function pictureOf(lines: LineReader): PassportPicture | null | undefined {
  const line = lines.take('picture')
  if (line === none) return null
  const parts = /^(\d+)x(\d+) ([A-Za-z0-9-]{1,16}) ([0-9a-f]{64})$/.exec(line ?? '')
  const decoder = textOf(lines.take('decoder'))
  if (!parts || decoder === undefined) return undefined
  const [, width, height, pixelFormat = '', sha256 = ''] = parts
  return { width: Number(width), height: Number(height), pixelFormat, decoder, sha256 }
}

function hashOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{64}$/.test(text) ? text : undefined
}

function wholeOf(text: string | undefined): number | undefined {
  const value = text !== undefined && /^-?\d{1,16}$/.test(text) ? Number(text) : undefined
  return Number.isSafeInteger(value) ? value : undefined
}

function wholeOrNone(text: string | undefined): number | null | undefined {
  return text === none ? null : wholeOf(text)
}

function momentOf(text: string | undefined): string | null | undefined {
  if (text === none) return null
  return text !== undefined && parseMoment(text) ? text : undefined
}

/** A JSON string, so that quotation marks and line ends in people's words are spelled in one way. */
function textOf(text: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'string' ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
