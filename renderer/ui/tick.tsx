import './tick.css'
import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components'

interface TickProps {
  readonly isSelected: boolean
  readonly onChange: (selected: boolean) => void
  readonly isDisabled?: boolean
  readonly children: ReactNode
}

/** Yes or no, with its words beside it. */
export function Tick({ isSelected, onChange, isDisabled = false, children }: TickProps): ReactNode {
  return (
    <CheckboxField isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <CheckboxButton className="tick-box">
        <span className="tick-square" aria-hidden />
        {children}
      </CheckboxButton>
    </CheckboxField>
  )
}
