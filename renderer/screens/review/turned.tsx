import type { ReactNode } from 'react'
import type { Turn } from '../../player/look/look.ts'

/** Its children turned clockwise within the same place; they keep their own width and height. */
export function Turned({ turn, children }: { readonly turn: Turn; readonly children: ReactNode }): ReactNode {
  return (
    <div className="turned" data-turn={turn}>
      <div className="turned-inside">{children}</div>
    </div>
  )
}
