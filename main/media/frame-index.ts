import { createHash } from 'node:crypto'
import type { ByteSource, Sha256 } from '../core/bytes.ts'
import { codecOfForeign } from '../core/clip/foreign-video.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { openContainer, type VideoContainer } from './container-facts.ts'
import { tableOfMatroska } from './matroska-index.ts'
import { tableOfMovie } from './movie-index.ts'
import { tableOfTransportStream } from './transport-stream-index.ts'
import { BrokenChunkError } from './verified-source.ts'

export interface IndexOptions {
  /** The clip's name for failures. */
  readonly name?: string
}

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())

/**
 * The clip's frame table from its container, without decoding. Fails when there is nothing to index, when the
 * bytes that hold the index do not match the seal, or when the medium is gone.
 */
export async function indexClip(
  source: ByteSource,
  options: IndexOptions = {},
): Promise<Result<FrameTable, Failure>> {
  const name = options.name ?? ''
  const watched = watchReads(source)
  try {
    const container = await openContainer(watched.source)
    const table = container && (await tableOf(watched.source, container))
    if (table && table.pts.length > 0) return ok(table)
    if (watched.trouble === undefined) {
      const codec = table?.codec ?? container?.facts.codec ?? (await codecOfForeign(watched.source))
      return fail({ code: 'clip.notDecodable', clip: name, codec })
    }
  } catch (error) {
    if (watched.trouble === undefined) throw error
  }
  return fail(failureOf(watched.trouble, name))
}

function tableOf(source: ByteSource, container: VideoContainer): Promise<FrameTable | undefined> {
  switch (container.kind) {
    case 'movie':
      return tableOfMovie(source, container, sha256)
    case 'matroska':
      return tableOfMatroska(source, container, sha256)
    case 'transportStream':
      return tableOfTransportStream(container, sha256)
  }
}

/** The demuxer swallows or renames what its source throws: the first trouble is kept aside. */
function watchReads(source: ByteSource): { readonly source: ByteSource; readonly trouble: unknown } {
  let trouble: unknown
  const read: ByteSource['read'] = (offset, length) =>
    source.read(offset, length).catch((error: unknown) => {
      trouble ??= error
      throw error
    })
  return {
    source: { size: source.size, read },
    get trouble() {
      return trouble
    },
  }
}

function failureOf(trouble: unknown, name: string): Failure {
  return trouble instanceof BrokenChunkError
    ? { code: 'clip.indexBroken', clip: name, chunk: trouble.chunk }
    : { code: 'file.gone', name }
}
