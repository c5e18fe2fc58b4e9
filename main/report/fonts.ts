import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Face {
  readonly family: 'Report Sans' | 'Report Mono'
  readonly weight: number
  readonly file: string
  /** Where several files share a face: the characters this one holds. */
  readonly range: string
}

const latin =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215'
const latinExtended =
  'U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+1D00-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113'
const cyrillic = 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116'
const greek = 'U+0370-03FF'

const sans = (weight: number, script: string, range: string): Face => ({
  family: 'Report Sans',
  weight,
  file: `source-sans-3-${script}-${weight}-normal.woff`,
  range,
})

const faces: readonly Face[] = [
  ...[400, 600, 700].flatMap((weight) => [
    sans(weight, 'latin', latin),
    sans(weight, 'latin-ext', latinExtended),
  ]),
  sans(400, 'cyrillic', cyrillic),
  sans(600, 'cyrillic', cyrillic),
  sans(400, 'greek', greek),
  sans(600, 'greek', greek),
  { family: 'Report Mono', weight: 400, file: 'ibm-plex-mono-latin-400-normal.woff', range: latin },
]

export interface ReportFonts {
  /** `@font-face` rules with the fonts inside. */
  readonly css: string
  /** WOFF files of the faces that heads and feet are set in, one a script. */
  readonly regular: readonly Uint8Array[]
  readonly semibold: readonly Uint8Array[]
}

/** The fonts of the report, from the program's own folder: nothing depends on what the system has installed. */
export async function readReportFonts(folder: string): Promise<ReportFonts> {
  const files = await Promise.all(faces.map((face) => readFile(join(folder, face.file))))
  const css = faces.map((face, index) => faceRule(face, files[index] ?? Buffer.alloc(0)))
  const heads = (weight: number) =>
    files.filter((_, index) => faces[index]?.family === 'Report Sans' && faces[index].weight === weight)
  return { css: css.join('\n'), regular: heads(400), semibold: heads(600) }
}

function faceRule({ family, weight, range }: Face, file: Buffer): string {
  const source = `url(data:font/woff;base64,${file.toString('base64')}) format("woff")`
  return `@font-face{font-family:"${family}";font-weight:${weight};src:${source};unicode-range:${range}}`
}
