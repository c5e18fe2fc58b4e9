import type { FrameTable } from '../../main/core/clip/frame-table.ts'

/** Width : height of the picture as it is meant to be seen: pixels in their shape, turned as the container asks. */
export function displayAspect(table: FrameTable): number {
  const { width, height, pixelAspect, rotation } = table
  const aspect = (width * pixelAspect.num) / (height * pixelAspect.den)
  return rotation === 0 || rotation === 180 ? aspect : 1 / aspect
}

/** Keeps the layers as large as fits into the host at this aspect, centred; returns the function that ends it. */
export function keepFitted(
  host: HTMLElement,
  layers: readonly HTMLElement[],
  aspect: () => number | undefined,
): { readonly update: () => void; readonly end: () => void } {
  const update = (): void => {
    const { clientWidth, clientHeight } = host
    const wanted = aspect() ?? clientWidth / Math.max(1, clientHeight)
    const width = Math.min(clientWidth, clientHeight * wanted)
    const height = width / wanted
    for (const { style } of layers) {
      style.position = 'absolute'
      style.left = `${(clientWidth - width) / 2}px`
      style.top = `${(clientHeight - height) / 2}px`
      style.width = `${width}px`
      style.height = `${height}px`
    }
  }
  const observer = new ResizeObserver(update)
  observer.observe(host)
  update()
  return { update, end: () => observer.disconnect() }
}
