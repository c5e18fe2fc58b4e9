import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { comparePassports, type Passport } from '../../main/core/clip/passport.ts'
import { parsePassport, printPassport } from '../../main/core/clip/passport-text.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())
const hash = (digit: string): string => digit.repeat(64)

const passport: Passport = {
  bundle: hash('a'),
  clip: { path: 'clips/0001.mp4', sha256: hash('1') },
  frameTable: hash('c'),
  frame: 30,
  pts: 108_000,
  timeBase: { num: 1, den: 90_000 },
  deviceTime: '2026-09-14T22:08:51.200+02:00',
  reference: {
    time: '2026-09-14T22:08:49.700+02:00',
    offsetMs: 1500,
    uncertaintyMs: 40,
    source: 'Funkuhr „Wache",\nabgelesen',
    entry: 12,
  },
  chunks: [
    { number: 3, sha256: hash('3') },
    { number: 4, sha256: hash('4') },
  ],
  sample: { bytes: 4711, sha256: hash('5') },
  picture: { width: 1920, height: 1080, pixelFormat: 'I420', decoder: 'WebCodecs 130', sha256: hash('6') },
}
const bare: Passport = { ...passport, deviceTime: null, reference: null, picture: null, pts: -512, frame: 0 }

describe('the text of a passport', () => {
  test('is a block of lines that people can read', () => {
    expect(printPassport(passport, sha256).split('\n')).toEqual([
      '-----BEGIN ASSERVAT FRAME-----',
      'format: asservat-frame/1',
      `bundle: ${hash('a')}`,
      'clip: clips/0001.mp4',
      `clip-sha256: ${hash('1')}`,
      `frame-table: ${hash('c')}`,
      'frame: 30',
      'pts: 108000',
      'time-base: 1/90000',
      'media-time: 0:00:01.200',
      'device-time: 2026-09-14T22:08:51.200+02:00',
      'reference-time: 2026-09-14T22:08:49.700+02:00',
      'reference-offset-ms: 1500',
      'reference-uncertainty-ms: 40',
      'reference-source: "Funkuhr „Wache\\",\\nabgelesen"',
      'reference-entry: 12',
      `chunk: 3 ${hash('3')}`,
      `chunk: 4 ${hash('4')}`,
      `sample: 4711 ${hash('5')}`,
      `picture: 1920x1080 I420 ${hash('6')}`,
      'decoder: "WebCodecs 130"',
      expect.stringMatching(/^check: [0-9a-f]{16}$/),
      '-----END ASSERVAT FRAME-----',
      '',
    ])
  })

  test.each([passport, bare])('says the same after it was read again', (each) => {
    expect(parsePassport(printPassport(each, sha256), sha256)).toEqual(each)
  })

  test('is found in a quoted mail with other line ends', () => {
    const mail = `Guten Tag,\r\n${printPassport(passport, sha256).replace(/^/gm, '> ').replaceAll('\n', ' \r\n')}Gruß`
    expect(parsePassport(mail, sha256)).toEqual(passport)
  })

  test('is refused after any single character was changed, left out or doubled', () => {
    const text = printPassport(bare, sha256)
    const inside = [...text].keys()
    const passed = [...inside].flatMap((at) => {
      const [before, character = '', after] = [text.slice(0, at), text[at], text.slice(at + 1)]
      const other = character === '7' ? '8' : '7'
      const spoiled = [before + other + after, before + after, before + character + character + after]
      return spoiled.filter((each) => each.trimEnd() !== text.trimEnd() && parsePassport(each, sha256))
    })
    // Only what stands outside the block, its last line end among it, may change.
    expect(passed.filter((each) => !each.startsWith(text.trimEnd()))).toEqual([])
  })

  test('is refused with a line too many, too few, or two in another order', () => {
    const lines = printPassport(passport, sha256).split('\n')
    const swapped = lines.with(6, lines[7] ?? '').with(7, lines[6] ?? '')
    const spoiled = [lines.toSpliced(5, 1), lines.toSpliced(5, 0, 'note: x'), swapped]
    expect(spoiled.map((each) => parsePassport(each.join('\n'), sha256))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('two passports', () => {
  const agreements = (theirs: Passport) =>
    Object.fromEntries(comparePassports(theirs, passport).map(({ fact, agreement }) => [fact, agreement]))
  const all = {
    bundle: 'same',
    clip: 'same',
    frameTable: 'same',
    frame: 'same',
    chunks: 'same',
    sample: 'same',
    picture: 'same',
  }

  test('of the same frame agree in all that there is', () => {
    expect(agreements(passport)).toEqual(all)
  })

  test('from another bundle with the same clip differ in the bundle alone', () => {
    expect(agreements({ ...passport, bundle: hash('b') })).toEqual({ ...all, bundle: 'different' })
  })

  test('with another decoder say that the pictures cannot be compared for it', () => {
    const picture = { width: 1920, height: 1080, pixelFormat: 'NV12', decoder: 'other', sha256: hash('7') }
    expect(agreements({ ...passport, picture })['picture']).toBe('otherDecoder')
    expect(agreements({ ...passport, picture: null })['picture']).toBe('notKnown')
  })

  test('with one changed chunk differ there', () => {
    const chunks = [{ number: 3, sha256: hash('9') }, ...passport.chunks.slice(1)]
    expect(agreements({ ...passport, chunks })).toEqual({ ...all, chunks: 'different' })
  })
})
