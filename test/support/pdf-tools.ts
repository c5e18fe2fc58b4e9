import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const java = '/usr/share/java'
const jars = [
  'preflight',
  'pdfbox2',
  'fontbox2',
  'xmpbox',
  'commons-logging',
  'commons-io',
  'javax.activation',
  'jaxb-api',
]

/** Whether Apache PDFBox Preflight is installed (libpdfbox2-java and a Java runtime). */
export const hasPreflight = existsSync(join(java, 'preflight.jar')) && existsSync('/usr/bin/java')

/**
 * Codes of PDF/A-1 that a PDF/A-3 need not keep: no file attachments (1.2.9, 1.4.7), a CIDSet for each subset
 * font (3.1.11), colour profiles of version 2 (2.1.6, from the printing engine). And the identification (7.11): no
 * report claims to be PDF/A, since no validator of PDF/A-3 has said so yet.
 */
export const onlyPdfA1: readonly string[] = ['1.2.9', '1.4.7', '3.1.11', '2.1.6', '7.11']

/** A PDF on disk, for tools that others made. */
export class PdfOnDisk {
  readonly folder: string
  readonly path: string

  constructor(bytes: Uint8Array) {
    this.folder = mkdtempSync(join(tmpdir(), 'pdf-'))
    this.path = join(this.folder, 'report.pdf')
    writeFileSync(this.path, bytes)
  }

  /** What a tool says of the file, on both streams; `file` stands for its path. */
  said(tool: string, ...words: readonly string[]): string {
    const named = words.map((word) => (word === 'file' ? this.path : word))
    const run = spawnSync(tool, named, { cwd: this.folder, maxBuffer: 1 << 26 })
    if (run.error) throw run.error
    return `${run.stdout.toString()}${run.stderr.toString()}`
  }

  /** Error codes of Preflight for PDF/A-1b, each once. */
  preflightCodes(): readonly string[] {
    const classPath = jars.map((jar) => join(java, `${jar}.jar`)).join(':')
    const said = this.said('java', '-cp', classPath, 'org.apache.pdfbox.preflight.Validator_A1b', 'file')
    if (!/is (?:not )?a valid PDF\/A-1b/.test(said)) throw new Error(said)
    return [...new Set([...said.matchAll(/^(\d+(?:\.\d+)+) :/gm)].map(([, code = '']) => code))]
  }

  /** Text of each page, as the tool's reader sees it. */
  pages(): readonly string[] {
    return this.said('pdftotext', '-layout', 'file', '-').split('\f').slice(0, -1)
  }

  /** Of each page, how much of the room for text lies below its last line: 0 for a full page, 1 for an empty one. */
  blankShares(): readonly number[] {
    // Points from the upper edge: margins of 28 and 25 mm on A4.
    const [top, bottom] = [79, 771]
    return this.said('pdftotext', '-bbox', 'file', '-')
      .split('<page ')
      .slice(1)
      .map((page) => {
        const ends = [...page.matchAll(/yMax="([\d.]+)"/g)].map(([, at]) => Number(at))
        const last = Math.max(top, ...ends.filter((at) => at <= bottom))
        return (bottom - last) / (bottom - top)
      })
  }

  /** The attached files by name, as pdfdetach writes them. */
  attachments(): ReadonlyMap<string, Uint8Array> {
    const folder = mkdtempSync(join(this.folder, 'attached-'))
    this.said('pdfdetach', '-saveall', '-o', folder, 'file')
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
  }

  /** What the signature covers, and the signature: read here by its byte range alone. */
  signature(): { readonly signed: Uint8Array; readonly cms: Uint8Array } {
    const file = readFileSync(this.path)
    const found = /\/ByteRange \[ 0 (\d+) (\d+) (\d+)/.exec(file.toString('latin1'))
    const [before = 0, after = 0] = (found ?? []).slice(1).map(Number)
    const digits = file.toString('latin1', before + 1, after - 1)
    const signed = Buffer.concat([file.subarray(0, before), file.subarray(after)])
    return { signed, cms: Buffer.from(digits, 'hex') }
  }
}
