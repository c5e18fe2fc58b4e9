import './hint.css'
import type { ReactNode } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'

interface HintProps {
  readonly label: string
  readonly keys: string | undefined
  readonly children: ReactNode
}

/** A short word beside a control without words; the control carries the same words for screen readers. */
export function Hint({ label, keys, children }: HintProps): ReactNode {
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      {children}
      <Tooltip className="hint" offset={6}>
        {label}
        {keys === undefined ? null : <kbd className="keycap">{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  )
}
