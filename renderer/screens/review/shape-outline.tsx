import type { ReactNode } from 'react'
import type { Region } from '../../../main/core/annotation/annotation.ts'
import type { Shape } from '../../../main/core/annotation/shape.ts'

interface ShapeOutlineProps {
  readonly region: Region
  readonly shape: Shape | null
  readonly tone: string
  readonly dashed?: boolean
  /** Picture pixels a pixel of the screen: heads of arrows keep their size on screen. */
  readonly scale?: number
}

/** What is drawn around something, in pixels of the decoded picture; its line keeps its width on screen. */
export function ShapeOutline({
  region,
  shape,
  tone,
  dashed = false,
  scale = 1,
}: ShapeOutlineProps): ReactNode {
  const look = {
    className: 'region',
    'data-tone': tone,
    'data-dashed': dashed,
    vectorEffect: 'non-scaling-stroke',
  } as const
  if (!shape) return <rect {...region} {...look} />
  if (shape.kind === 'ellipse') {
    const [rx, ry] = [region.width / 2, region.height / 2]
    return <ellipse cx={region.x + rx} cy={region.y + ry} rx={rx} ry={ry} {...look} />
  }
  const points = shape.points.map(([x, y]) => `${x},${y}`).join(' ')
  if (shape.kind === 'polygon') return <polygon points={points} {...look} />
  return (
    <>
      <polyline points={points} data-open {...look} />
      {shape.kind === 'arrow' ? <polyline points={arrowHead(shape, scale)} data-open {...look} /> : null}
    </>
  )
}

/** The two strokes of an arrow's head, at its second point. */
function arrowHead(shape: Extract<Shape, { readonly points: unknown }>, scale: number): string {
  const [[x0, y0] = [0, 0], [x, y] = [0, 0]] = shape.points
  const angle = Math.atan2(y - y0, x - x0)
  const length = Math.min(18 * scale, Math.hypot(x - x0, y - y0) * 0.5)
  const side = (turn: number): string =>
    `${x - length * Math.cos(angle + turn)},${y - length * Math.sin(angle + turn)}`
  return `${side(0.45)} ${x},${y} ${side(-0.45)}`
}
