import './chip.css'
import type { ReactNode } from 'react'

interface ChipProps {
  readonly tone?: 'plain' | 'proven' | 'caution' | 'broken'
  readonly children: ReactNode
}

/** A short word in a frame. */
export function Chip({ tone = 'plain', children }: ChipProps): ReactNode {
  return (
    <span className="chip" data-tone={tone}>
      {children}
    </span>
  )
}
