import { open, stat, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ByteSource } from '../core/bytes.ts'
import type { FileFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { mustStayShut } from './held-here.ts'

/** An evidence file, open for reading only. Reads reject with `FileGone` once the medium is away. */
export interface OpenFile extends ByteSource {
  /** File name without folder. */
  readonly name: string
  readonly path: string
  /** Whether the file still lies where it was, as long as it was. A removed medium fails one or the other. */
  present(): Promise<boolean>
  /** Lends the descriptor to other threads of this process; closing waits until `use` has ended. */
  lend<T>(use: (descriptor: number) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** The medium was removed, or the file became shorter than it was when opened. */
export class FileGone extends Error {
  readonly file: string
  constructor(file: string, cause?: unknown) {
    super(`gone: ${file}`, { cause })
    this.name = 'FileGone'
    this.file = file
  }
}

/** Opens without ever asking for write access, so a write-protected medium is no obstacle. */
export async function openReadOnly(path: string): Promise<Result<OpenFile, FileFailure>> {
  const name = basename(path)
  if (mustStayShut(path)) return fail({ code: 'file.heldHere', name })
  try {
    // Looked at first: opening a pipe would wait for somebody to write into it.
    if (!(await stat(path)).isFile()) return fail({ code: 'file.notReadable', name })
    const handle = await open(path, 'r')
    return ok(openFile(handle, path, (await handle.stat()).size))
  } catch (error) {
    return fail({ code: codeOf(error) === 'ENOENT' ? 'file.notFound' : 'file.notReadable', name })
  }
}

function openFile(handle: FileHandle, path: string, size: number): OpenFile {
  const name = basename(path)
  const lent = new Set<Promise<unknown>>()
  let closed: Promise<void> | undefined
  // A number that is still used elsewhere must not become another file's.
  const close = async (): Promise<void> => {
    while (lent.size > 0) await Promise.all(lent)
    await handle.close()
  }
  return {
    name,
    path,
    size,
    read: (offset, length) => readExactly(handle, name, size, offset, length),
    lend: (borrow) => {
      if (closed) return Promise.reject(new FileGone(name))
      const using = borrow(handle.fd)
      const ended: Promise<unknown> = using.catch(() => undefined).then(() => lent.delete(ended))
      lent.add(ended)
      return using
    },
    present: () => isPresent(handle, path, size),
    close: () => (closed ??= close()),
  }
}

/** Whether a source is a file of this disk, which can be lent. */
export function isOpenFile(source: ByteSource): source is OpenFile {
  return 'lend' in source
}

async function isPresent(handle: FileHandle, path: string, size: number): Promise<boolean> {
  try {
    // The open handle alone may go on answering from the system's memory after the medium was pulled.
    const [held, named] = await Promise.all([handle.stat(), stat(path)])
    return held.size === size && named.size === size
  } catch {
    return false
  }
}

async function readExactly(
  handle: FileHandle,
  name: string,
  size: number,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (offset < 0 || length < 0 || offset + length > size)
    throw new RangeError(`bytes ${offset}+${length} of ${size}`)
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    // A foreign API fails for many reasons (EIO, ENXIO, EBADF after a pull): to us they mean one thing.
    const part = await handle.read(bytes, done, length - done, offset + done).catch((error: unknown) => {
      throw new FileGone(name, error)
    })
    if (part.bytesRead === 0) throw new FileGone(name)
    done += part.bytesRead
  }
  return bytes
}

/** The system's code of an error ("ENOENT"), or an empty text. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
