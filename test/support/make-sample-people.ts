import { project, type Canvas, type Pose } from './make-sample-view.ts'

/** Where somebody stands and what the body does. */
export interface Figure {
  readonly x: number
  readonly z: number
  /** Metres walked so far: the legs follow it. */
  readonly walked: number
  /** How far the arms reach forward, 0 to 1, and towards where on the x axis. */
  readonly reach: number
  readonly toward: -1 | 1
  /** 0 stands, 1 has gone down. */
  readonly fallen: number
  readonly coat: readonly [number, number, number]
}

const face = [0.5, 0.36, 0.28] as const
const trousers = [0.13, 0.13, 0.17] as const

type Limb = readonly [number, number, number, number, number]

/** The two people of the incident at a moment of it, the same for every camera. */
export function peopleAt(time: number): readonly Figure[] {
  const [approach, grab, flight] = [ease(time, 3, 9), ease(time, 9.5, 10.6), ease(time, 12.2, 22)]
  const fallen = ease(time, 11.4, 12.3) * (1 - ease(time, 16, 18.5))
  const runner = 30 - approach * 13.4 - flight * 26
  return [
    {
      x: 2.4 + 0.25 * grab,
      z: 16,
      walked: 0,
      reach: grab * (1 - flight),
      toward: -1,
      fallen,
      coat: [0.55, 0.22, 0.18],
    },
    {
      x: 2.1 - flight * 3.4,
      z: runner,
      walked: approach * 13.4 + flight * 26,
      reach: Math.max(0, grab - flight * 2),
      toward: 1,
      fallen: 0,
      coat: [0.16, 0.24, 0.42],
    },
  ]
}

function ease(time: number, from: number, to: number): number {
  const part = Math.min(1, Math.max(0, (time - from) / (to - from)))
  return part * part * (3 - 2 * part)
}

/** Draws a figure of rounded limbs that hides what lies behind it. */
export function drawFigure(canvas: Canvas, pose: Pose, figure: Figure): void {
  const foot = project(canvas, pose, [figure.x, 0, figure.z])
  const head = project(canvas, pose, [figure.x, 1.78, figure.z])
  if (!foot || !head) return
  const scale = (foot[1] - head[1]) / 1.78
  const light =
    0.25 + 1.6 / (1 + Math.abs(((figure.z + 6.5) % 13) - 6.5)) + 2.5 / (1 + foot[2] * foot[2] * 0.12)
  for (const limb of limbsOf(figure)) fillLimb(canvas, foot, scale, limb, figure.coat, light)
}

/** Ends and half width of each limb in metres beside and above the feet; the head is the last one. */
function limbsOf({ walked, reach, toward, fallen }: Figure): Limb[] {
  const swing = Math.sin(walked * 3.6) * 0.3
  const lean = fallen * 1.35
  const at = (x: number, y: number): [number, number] => [
    x * Math.cos(lean) + y * Math.sin(lean) * -toward,
    Math.max(0.08, y * Math.cos(lean) + Math.abs(x) * Math.sin(lean)),
  ]
  const limb = (ax: number, ay: number, bx: number, by: number, width: number): Limb => [
    ...at(ax, ay),
    ...at(bx, by),
    width,
  ]
  const hand = toward * (0.12 + 0.5 * reach)
  const handHeight = 0.82 + 0.5 * reach
  return [
    limb(-0.06, 0.86, -0.08 + swing, 0.06, 0.085),
    limb(0.06, 0.86, 0.08 - swing, 0.06, 0.085),
    limb(0, 0.9, 0, 1.38, 0.19),
    limb(-0.2, 1.36, hand - 0.16 - swing * 0.6, handHeight, 0.06),
    limb(0.2, 1.36, hand + 0.16 + swing * 0.6, handHeight, 0.06),
    limb(0, 1.6, 0, 1.66, 0.115),
  ]
}

function fillLimb(
  canvas: Canvas,
  [footX, footY, depth]: readonly [number, number, number],
  scale: number,
  [ax, ay, bx, by, width]: Limb,
  coat: Figure['coat'],
  light: number,
): void {
  const skin = width === 0.115
  const cloth = width === 0.085 ? trousers : coat
  const [x0, y0, x1, y1, radius] = [
    footX + ax * scale,
    footY - ay * scale,
    footX + bx * scale,
    footY - by * scale,
    width * scale,
  ]
  const [left, right] = [Math.min(x0, x1) - radius, Math.max(x0, x1) + radius].map(Math.round)
  const [top, bottom] = [Math.min(y0, y1) - radius, Math.max(y0, y1) + radius].map(Math.round)
  for (let y = Math.max(0, top ?? 0); y <= Math.min(canvas.height - 1, bottom ?? 0); y++) {
    for (let x = Math.max(0, left ?? 0); x <= Math.min(canvas.width - 1, right ?? 0); x++) {
      const point = y * canvas.width + x
      const away = distanceTo(x, y, x0, y0, x1, y1) / radius
      if (away > 1 || (canvas.depth[point] ?? 0) < depth) continue
      const round = 0.55 + 0.45 * Math.sqrt(1 - away * away)
      for (let c = 0; c < 3; c++) {
        const tone = (skin ? face : cloth)[c] ?? 0
        canvas.light[point * 3 + c] = tone * light * round * 0.3
      }
    }
  }
}

function distanceTo(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy)
}
