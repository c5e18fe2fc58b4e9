import './choice.css'
import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ReactNode } from 'react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'

export interface Option<T extends string> {
  readonly value: T
  readonly label: string
  readonly mark?: ReactNode
}

interface ChoiceProps<T extends string> {
  readonly label: string
  /** Shows the label above the field; otherwise only screen readers hear it. */
  readonly labelled?: boolean
  readonly options: readonly Option<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
  readonly className?: string
  readonly isDisabled?: boolean
}

/** One of a few. */
export function Choice<T extends string>(props: ChoiceProps<T>): ReactNode {
  const { label, labelled = false, options, value, onChange, className = '', isDisabled = false } = props
  return (
    <Select
      className={`choice ${className}`}
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key)
        if (chosen) onChange(chosen.value)
      }}
      {...(labelled ? {} : { 'aria-label': label })}
    >
      {labelled ? <Label className="field-label">{label}</Label> : null}
      <Button className="choice-button">
        <SelectValue className="choice-value">
          {({ defaultChildren, selectedText }) => (
            <span className="choice-shown" title={selectedText}>
              {defaultChildren}
            </span>
          )}
        </SelectValue>
        <ChevronDown size={13} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox className="choice-list" items={options.map((option) => ({ ...option, id: option.value }))}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="choice-item">
              {option.mark}
              <span className="choice-text">{option.label}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
