import { CustomSource, Input, MATROSKA, MP4, MPEG_TS, QTFF, WEBM, type InputVideoTrack } from 'mediabunny'
import { concatBytes, type ByteSource } from '../core/bytes.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import { BrokenChunkError } from './verified-source.ts'

/** An opened container and what it says of its first picture track. Times and places of samples are read elsewhere. */
export interface VideoContainer {
  readonly kind: 'movie' | 'matroska' | 'transportStream'
  readonly track: InputVideoTrack
  readonly facts: ContainerFacts
}

export type ContainerFacts = Pick<
  FrameTable,
  'width' | 'height' | 'rotation' | 'pixelAspect' | 'decoder' | 'audio'
> & {
  /** ffprobe's name; undefined when mediabunny knows none. */
  readonly codec: string | undefined
}

/** ffprobe's names of codecs where mediabunny's differ. */
const probeNames: Readonly<Record<string, string>> = { avc: 'h264', 'pcm-s16': 'pcm_s16le' }

/** Undefined when it is no container that can be indexed, or has no picture track. */
export async function openContainer(source: ByteSource): Promise<VideoContainer | undefined> {
  const input = new Input({
    formats: [MP4, QTFF, MATROSKA, WEBM, MPEG_TS],
    source: new CustomSource({
      getSize: () => source.size,
      read: (start, end) => readAround(source, start, end - start),
      // Reads that nobody waits for any more; the one that is waited for reports the trouble.
      handleUnhandledError: () => undefined,
    }),
  })
  // Whatever mediabunny throws says that it cannot read the file; the caller knows when the disk was to blame.
  try {
    const mime = await input.getMimeType()
    const track = await movingTrack(await input.getVideoTracks())
    return track && { kind: kindOf(mime), track, facts: await factsOf(input, track) }
  } catch {
    return undefined
  }
}

/** The first picture track with more than one picture: some recorders put a still of themselves before the film. */
async function movingTrack(tracks: readonly InputVideoTrack[]): Promise<InputVideoTrack | undefined> {
  const [first, ...others] = tracks
  if (!first || others.length === 0) return first
  for (const track of tracks) if ((await track.computePacketStats(2)).packetCount > 1) return track
  return first
}

/** Below this no more is saved by cutting finer. */
const finest = 512

/**
 * The demuxer reads more at once than it looks at: zeros stand for what is broken beside its tables. Whether the
 * tables themselves are whole, those find out who read the samples' places from them.
 */
async function readAround(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  try {
    return await source.read(offset, length)
  } catch (error) {
    if (!(error instanceof BrokenChunkError)) throw error
    if (length <= finest) return new Uint8Array(length)
    const half = Math.floor(length / 2)
    return concatBytes(
      await readAround(source, offset, half),
      await readAround(source, offset + half, length - half),
    )
  }
}

function kindOf(mime: string): VideoContainer['kind'] {
  if (mime.includes('matroska') || mime.includes('webm')) return 'matroska'
  return /mp2t|mpegts/i.test(mime) ? 'transportStream' : 'movie'
}

async function factsOf(input: Input, track: InputVideoTrack): Promise<ContainerFacts> {
  const codec = await track.getCodec()
  const config = await track.getDecoderConfig()
  const sound = await Promise.all((await input.getAudioTracks()).map((audio) => audio.getCodec()))
  return {
    codec: codec === null ? undefined : (probeNames[codec] ?? codec),
    width: await track.getCodedWidth(),
    height: await track.getCodedHeight(),
    rotation: await track.getRotation(),
    pixelAspect: await track.getPixelAspectRatio(),
    decoder: config && { codec: config.codec, description: bytesOf(config.description) },
    audio: sound.map((name) => (name === null ? 'unknown' : (probeNames[name] ?? name))),
  }
}

type Description = NonNullable<Awaited<ReturnType<InputVideoTrack['getDecoderConfig']>>>['description']

function bytesOf(description: Description): Uint8Array | null {
  if (!description) return null
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength).slice()
    : new Uint8Array(description).slice()
}
