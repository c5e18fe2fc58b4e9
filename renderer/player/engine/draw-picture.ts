import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { reducedPicture, reductionFor } from './reduce-picture.ts'

const canvas = new OffscreenCanvas(1, 1)

/** What a decoded picture or a processed one is made of. */
type Drawable = VideoFrame | OffscreenCanvas

/**
 * The picture as it is to be seen: turned as the container asks, its pixels in their coded number, or in fewer where
 * its place has no room for half of them. `shown`: longest side of the place in device pixels, 0 for all pixels.
 */
export async function drawPicture(source: Drawable, shape: FrameTable, shown: number): Promise<ImageBitmap> {
  const factor = reductionFor(shape.width, shape.height, shown)
  if (factor < 2 || !(source instanceof VideoFrame)) return drawWhole(source, shape)
  // The engine may let its picture go while the planes are read off.
  const kept = source.clone()
  const reduced = await reducedPicture(kept, factor)
  try {
    return await drawWhole(reduced ?? kept, reduced ? { ...shape, ...sizeOf(reduced) } : shape)
  } finally {
    kept.close()
    reduced?.close()
  }
}

function sizeOf(picture: VideoFrame): { readonly width: number; readonly height: number } {
  return { width: picture.codedWidth, height: picture.codedHeight }
}

/** Turning planes straight into a bitmap costs half of what drawing them on a canvas does. */
function drawWhole(source: Drawable, shape: FrameTable): ImageBitmap | Promise<ImageBitmap> {
  const fits =
    source instanceof VideoFrame &&
    source.displayWidth === shape.width &&
    source.displayHeight === shape.height
  return fits && shape.rotation === 0 ? createImageBitmap(source) : drawTurned(source, shape)
}

function drawTurned(source: Drawable, { width, height, rotation }: FrameTable): ImageBitmap {
  const upright = rotation === 0 || rotation === 180
  canvas.width = upright ? width : height
  canvas.height = upright ? height : width
  const context = canvas.getContext('2d', { alpha: false })
  context?.translate(canvas.width / 2, canvas.height / 2)
  context?.rotate((rotation * Math.PI) / 180)
  context?.drawImage(source, -width / 2, -height / 2, width, height)
  return canvas.transferToImageBitmap()
}
