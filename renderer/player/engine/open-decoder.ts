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
