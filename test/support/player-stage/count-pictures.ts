/** From now on counts the pictures that decoders of this page let out and that nobody has closed. */
export function countPictures(): () => number {
  let alive = 0
  const Decoder = globalThis.VideoDecoder
  globalThis.VideoDecoder = class extends Decoder {
    constructor(init: VideoDecoderInit) {
      const output = (picture: VideoFrame): void => {
        alive++
        init.output(picture)
      }
      super({ ...init, output })
    }
  }
  const close = Object.getOwnPropertyDescriptor(VideoFrame.prototype, 'close')?.value as (
    this: VideoFrame,
  ) => void
  VideoFrame.prototype.close = function (this: VideoFrame): void {
    // A closed picture has no size; closing it again changes nothing.
    if (this.codedWidth > 0) alive--
    close.call(this)
  }
  return () => alive
}
