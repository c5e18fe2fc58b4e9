import type { FrameTable } from '../../../main/core/clip/frame-table.ts'

/** A decoder that is set up before it is needed: that costs more than decoding a picture. */
export interface OpenDecoder {
  readonly decoder: VideoDecoder
  /** Whose pictures these are; nothing is decoded before. */
  readonly listen: (output: (picture: VideoFrame) => void, error: () => void) => void
}

export function openDecoder(config: VideoDecoderConfig): OpenDecoder {
  let output = (picture: VideoFrame): void => picture.close()
  let failed = false
  let error = (): void => {
    failed = true
  }
  const decoder = new VideoDecoder({ output: (picture) => output(picture), error: () => error() })
  decoder.configure(config)
  return {
    decoder,
    listen(onPicture, onError) {
      output = onPicture
      error = onError
      if (failed) onError()
    },
  }
}

/** The table's picture track as WebCodecs is told of it. */
export function decoderConfigOf(table: FrameTable): VideoDecoderConfig {
  return {
    codec: table.decoder?.codec ?? table.codec,
    // As many threads as the size is worth: without it the decoder takes every picture for a small one.
    codedWidth: table.width,
    codedHeight: table.height,
    ...(table.decoder?.description ? { description: table.decoder.description.slice() } : {}),
    // One decoder on every workstation: pictures and their hashes must not depend on the graphics card.
    hardwareAcceleration: 'prefer-software',
    optimizeForLatency: false,
  }
}
