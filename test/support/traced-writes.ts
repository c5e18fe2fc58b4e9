import { basename } from 'node:path'

/** What a program did to a file, or said on standard output, in the order in which it did. */
export type Deed =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'remove'; readonly file: string }
  | { readonly kind: 'said'; readonly text: string }

/** The words for strace: all calls that open, write, cut, sync or remove, with their bytes as hex. */
export function straceWords(trace: string): string[] {
  const calls = 'openat,open,creat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,close'
  return ['-f', '-xx', '-s', '1000000', '-e', `trace=${calls}`, '-o', trace]
}

/** Reads a trace of strace; files are called by their names without folder. */
export function deedsIn(trace: string): Deed[] {
  const names = new Map<number, string>()
  return whole(trace).flatMap((line): readonly Deed[] => {
    const [, call = '', words = '', result = ''] = /^\d+ +(\w+)\((.*)\) += (-?\d+)/.exec(line) ?? []
    const handle = Number(/^\d+/.exec(words)?.[0] ?? -1)
    if (Number(result) < 0) return []
    if (call.startsWith('open') || call === 'creat') {
      names.set(Number(result), basename(quoted(words).toString()))
      return []
    }
    const file = names.get(handle) ?? ''
    if (call === 'close') names.delete(handle)
    if (call === 'write' && handle === 1) return [{ kind: 'said', text: quoted(words).toString() }]
    if (call === 'pwrite64')
      return [{ kind: 'write', file, at: Number(/, (\d+)$/.exec(words)?.[1]), bytes: quoted(words) }]
    if (call === 'ftruncate') return [{ kind: 'cut', file, size: Number(/, (\d+)$/.exec(words)?.[1]) }]
    if (call === 'fsync' || call === 'fdatasync') return [{ kind: 'sync', file }]
    if (call === 'unlink') return [{ kind: 'remove', file: basename(quoted(words).toString()) }]
    return []
  })
}

/** Calls that were interrupted by another thread stand on two lines: they are put together again. */
function whole(trace: string): string[] {
  const begun = new Map<string, string>()
  return trace.split('\n').flatMap((line) => {
    const [thread = ''] = line.split(' ')
    const cut = / <unfinished \.\.\.>$/
    if (cut.test(line)) {
      begun.set(thread, line.replace(cut, ''))
      return []
    }
    const resumed = /<\.\.\. \w+ resumed>(.*)$/.exec(line)
    return [resumed ? `${begun.get(thread) ?? ''}${resumed[1] ?? ''}` : line]
  })
}

function quoted(words: string): Buffer {
  const text = /"((?:\\x[0-9a-f]{2})*)"/.exec(words)?.[1] ?? ''
  return Buffer.from(text.replaceAll('\\x', ''), 'hex')
}

/** A disk as it would be found: all writes so far, or only those that were synced. */
export class Disk {
  readonly #now = new Map<string, Buffer>()
  readonly #synced = new Map<string, Buffer>()

  /** Files by name, after every write so far. */
  get written(): ReadonlyMap<string, Buffer> {
    return this.#now
  }

  /** Files by name, had the power gone: what was not synced is not there. */
  get synced(): ReadonlyMap<string, Buffer> {
    return this.#synced
  }

  apply(deed: Deed): void {
    if (deed.kind === 'said') return
    const file = this.#now.get(deed.file) ?? Buffer.alloc(0)
    if (deed.kind === 'write') this.#now.set(deed.file, overlaid(file, deed.at, deed.bytes))
    if (deed.kind === 'cut')
      this.#now.set(deed.file, overlaid(file, deed.size, Buffer.alloc(0)).subarray(0, deed.size))
    if (deed.kind === 'sync') this.#synced.set(deed.file, file)
    if (deed.kind === 'remove') {
      this.#now.delete(deed.file)
      this.#synced.delete(deed.file)
    }
  }
}

function overlaid(file: Buffer, at: number, bytes: Buffer): Buffer {
  const longer = Buffer.alloc(Math.max(file.length, at + bytes.length))
  file.copy(longer)
  bytes.copy(longer, at)
  return longer
}
