/** Fewer pixels than this are drawn as soon as reduced. */
const worthReducing = 1_200_000

/** By how much fewer pixels each way a picture may have in a place of so many device pixels, longest side each. */
export function reductionFor(width: number, height: number, shown: number): number {
  if (width * height < worthReducing || shown <= 0) return 1
  return Math.max(1, Math.floor(Math.max(width, height) / shown))
}

/**
 * The picture with every `factor`th pixel each way, each the mean of four: most of a step's time goes into turning
 * planes into colours, and nobody sees more pixels than the place has. Undefined where the planes are not of 8 bits
 * at 4:2:0. The caller closes it.
 */
export async function reducedPicture(picture: VideoFrame, factor: number): Promise<VideoFrame | undefined> {
  if (factor < 2 || picture.format !== 'I420' || !picture.visibleRect) return undefined
  const { width, height } = picture.visibleRect
  const planes = new Uint8Array(picture.allocationSize())
  const { timestamp, colorSpace } = picture
  const [luma, ...chroma] = await picture.copyTo(planes)
  const [wide, high] = [Math.floor(width / factor), Math.floor(height / factor)]
  if (!luma || wide < 2 || high < 2) return undefined
  const half = {
    width: (width + 1) >> 1,
    height: (height + 1) >> 1,
    wide: (wide + 1) >> 1,
    high: (high + 1) >> 1,
  }
  const reduced = new Uint8Array(wide * high + 2 * half.wide * half.high)
  reducePlane(planes, luma, { width, height, wide, high }, factor, reduced)
  chroma.forEach((plane, i) =>
    reducePlane(planes, plane, half, factor, reduced.subarray(wide * high + i * half.wide * half.high)),
  )
  return new VideoFrame(reduced, {
    format: 'I420',
    codedWidth: wide,
    codedHeight: high,
    timestamp,
    colorSpace,
  })
}

interface PlaneShape {
  readonly width: number
  readonly height: number
  readonly wide: number
  readonly high: number
}

/** Four values spread over each block stand for all of it. */
function reducePlane(
  from: Uint8Array,
  { offset, stride }: PlaneLayout,
  { width, height, wide, high }: PlaneShape,
  factor: number,
  into: Uint8Array,
): void {
  const apart = factor >> 1
  const [lastColumn, lastRow] = [width - 1, height - 1]
  for (let y = 0, at = 0; y < high; y++) {
    const upper = offset + Math.min(lastRow, y * factor) * stride
    const lower = offset + Math.min(lastRow, y * factor + apart) * stride
    for (let x = 0; x < wide; x++, at++) {
      const left = Math.min(lastColumn, x * factor)
      const right = Math.min(lastColumn, x * factor + apart)
      const sum =
        (from[upper + left] ?? 0) +
        (from[upper + right] ?? 0) +
        (from[lower + left] ?? 0) +
        (from[lower + right] ?? 0)
      into[at] = (sum + 2) >> 2
    }
  }
}
