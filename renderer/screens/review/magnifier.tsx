import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { frameText } from '../../figures.ts'
import { unturned } from '../../player/look/look.ts'
import { focusWhenThere } from '../../ui/focus-when-there.ts'
import { useReviewModel } from './review-model.ts'
import { usePlayerPart } from './use-player.ts'

/** Picture pixels across the lens, an odd number: the one in the middle is the one that is named. */
const across = 27

/** A lens that follows the pointer, or the arrow keys: each pixel a square, the middle one with its place and colour. */
export function Magnifier(): ReactNode {
  const { t } = useTranslation()
  const { player, look } = useReviewModel()
  const [at, setAt] = useState<readonly [number, number]>([0.5, 0.5])
  const [colour, setColour] = useState('')
  const lens = useRef<HTMLCanvasElement>(null)
  const frame = usePlayerPart(player, (state) => state.frame)
  const seeking = usePlayerPart(player, (state) => state.seeking)
  useEffect(() => {
    player?.wholePixels(true)
    return () => player?.wholePixels(false)
  }, [player])
  const source = player?.layer()
  const size =
    source instanceof HTMLVideoElement
      ? [source.videoWidth, source.videoHeight]
      : [source?.width ?? 0, source?.height ?? 0]
  const [width = 0, height = 0] = size
  const { shown } = look
  // From the place on the stage to the picture as the player has it.
  const [x, y] = unturned(
    shown.x + (at[0] - 0.5) / shown.zoom,
    shown.y + (at[1] - 0.5) / shown.zoom,
    shown.turn,
  )
  const [column, row] = [pixel(x, width), pixel(y, height)]
  const words = t('window.look.pixel', { x: frameText(column), y: frameText(row), colour })
  useEffect(() => {
    const context = lens.current?.getContext('2d', { willReadFrequently: true })
    if (!context || !source || width === 0) return
    context.imageSmoothingEnabled = false
    context.fillStyle = '#000'
    context.fillRect(0, 0, across, across)
    const half = (across - 1) / 2
    context.drawImage(source, column - half, row - half, across, across, 0, 0, across, across)
    const [red, green, blue] = context.getImageData(half, half, 1, 1).data
    setColour(`${red} ${green} ${blue}`)
  }, [source, width, column, row, frame, seeking, shown])
  return (
    <div
      className="lens-aim"
      role="slider"
      tabIndex={0}
      aria-label={t('window.look.magnifier')}
      aria-valuenow={row * width + column}
      aria-valuetext={words}
      ref={focusWhenThere}
      onKeyDown={move}
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        setAt([share(event.clientX - box.left, box.width), share(event.clientY - box.top, box.height)])
      }}
    >
      <div className="lens" style={{ left: `${at[0] * 100}%`, top: `${at[1] * 100}%` }}>
        <canvas ref={lens} width={across} height={across} aria-hidden />
        <p className="digits" aria-hidden>
          {words}
        </p>
      </div>
    </div>
  )

  /** By one pixel, with Shift by ten. */
  function move(event: KeyboardEvent): void {
    const step = event.shiftKey ? 10 : 1
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    }
    const by = steps[event.key]
    if (!by || width === 0 || height === 0) return
    event.preventDefault()
    const upright = shown.turn === 0 || shown.turn === 180
    const [wide, high] = upright ? [width, height] : [height, width]
    setAt(([left, top]) => [
      share(left + (by[0] / wide) * shown.zoom, 1),
      share(top + (by[1] / high) * shown.zoom, 1),
    ])
  }
}

function share(part: number, whole: number): number {
  return Math.min(1, Math.max(0, whole === 0 ? 0 : part / whole))
}

function pixel(place: number, size: number): number {
  return Math.min(Math.max(0, size - 1), Math.max(0, Math.floor(place * size)))
}
