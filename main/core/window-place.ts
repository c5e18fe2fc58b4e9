/** Where the window stood, in pixels of the desktop, and how much its page is enlarged (1 is as designed). */
export interface WindowPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
  readonly zoom: number
}

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const zooms: readonly number[] = [0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2]

/** The next step of enlargement, 75 % to 200 %; `step` 0 is as designed. */
export function nextZoom(zoom: number, step: -1 | 0 | 1): number {
  if (step === 0) return 1
  if (step === 1) return zooms.find((known) => known > zoom + 0.001) ?? zoom
  return zooms.findLast((known) => known < zoom - 0.001) ?? zoom
}

/** Whether enough of its title can be reached on a display that is still there. */
export function isReachable(place: WindowPlace, displays: readonly Area[]): boolean {
  return displays.some((area) => {
    const across = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
    return across >= 200 && place.y >= area.y - 10 && place.y <= area.y + area.height - 60
  })
}

/** What was stored, if it is such a place. */
export function parseWindowPlace(value: unknown): WindowPlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const read = (name: string): unknown => Reflect.get(value, name)
  const [x, y, width, height, zoom] = ['x', 'y', 'width', 'height', 'zoom'].map(read)
  const maximized = read('maximized')
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return undefined
  if (typeof zoom !== 'number' || !zooms.includes(zoom) || typeof maximized !== 'boolean') return undefined
  return width > 0 && height > 0 ? { x, y, width, height, maximized, zoom } : undefined
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}
