import { open, readFile, type FileHandle } from 'node:fs/promises'
import { type ArchiveFile, type ArchiveLine, parseArchiveLine } from './archive-line.ts'

/**
 * The lines of a run, on disk. Each is flushed before the next bundle counts as judged; a run that was killed is taken
 * up where it stopped. Its last line may have been cut in the middle, and is then judged again.
 */
export class ArchiveRecord {
  readonly #file: FileHandle
  readonly #lines: Map<string, ArchiveLine>

  private constructor(file: FileHandle, lines: Map<string, ArchiveLine>) {
    this.#file = file
    this.#lines = lines
  }

  static async open(path: string): Promise<ArchiveRecord> {
    const file = await open(path, 'a+')
    const text = await readFile(file, 'utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    await file.truncate(Buffer.byteLength(whole))
    const lines = whole.split('\n').flatMap((line) => parseArchiveLine(line) ?? [])
    return new ArchiveRecord(file, new Map(lines.map((line) => [line.file, line])))
  }

  /** The last word on each bundle. */
  lines(): readonly ArchiveLine[] {
    return [...this.#lines.values()]
  }

  /** Whether this very file was judged already; what could not be read, or has changed since, is tried again. */
  has({ file, size, modified }: ArchiveFile): boolean {
    const line = this.#lines.get(file)
    return line !== undefined && line.verdict !== null && line.size === size && line.modified === modified
  }

  async append(line: ArchiveLine): Promise<void> {
    await this.#file.appendFile(`${JSON.stringify(line)}\n`)
    await this.#file.datasync()
    this.#lines.set(line.file, line)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
