import { type PointerEvent, useRef } from 'react'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { useReviewModel } from './review-model.ts'
import { frameUnder, type Span } from './timeline-scale.ts'

interface Scrub {
  onPointerDown(event: PointerEvent<HTMLElement>): void
  onPointerMove(event: PointerEvent<HTMLElement>): void
  onPointerUp(event: PointerEvent<HTMLElement>): void
}

/** Dragging along the timeline. A frame that is being fetched is finished; of those asked for meanwhile the last counts. */
export function useScrub(table: FrameTable, span: Span): Scrub {
  const { player } = useReviewModel()
  const dragging = useRef(false)
  const next = useRef<number | undefined>(undefined)
  const busy = useRef(false)

  const show = async (): Promise<void> => {
    if (busy.current || !player) return
    busy.current = true
    while (next.current !== undefined) {
      const frame = next.current
      next.current = undefined
      await player.showFrame(frame)
    }
    busy.current = false
  }

  const follow = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    next.current = frameUnder(table, span, (event.clientX - box.left) / box.width)
    void show()
  }

  return {
    onPointerDown(event) {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button'))) return
      dragging.current = true
      event.currentTarget.setPointerCapture(event.pointerId)
      follow(event)
    },
    onPointerMove(event) {
      if (dragging.current) follow(event)
    },
    onPointerUp(event) {
      dragging.current = false
      event.currentTarget.releasePointerCapture(event.pointerId)
    },
  }
}
