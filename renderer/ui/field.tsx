import './field.css'
import { type ReactNode, useId } from 'react'
import { FieldError, Input, Label, SearchField, Text, TextArea, TextField } from 'react-aria-components'
import { focusWhenThere } from './focus-when-there.ts'
import Search from 'lucide-react/icons/search'

interface TextBoxProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onDone?: () => void
  readonly onEnter?: () => void
  /** Has the focus as soon as it is there: for the one field of a dialog. */
  readonly first?: boolean
  /** What is wrong with it, as a sentence. */
  readonly error?: string | undefined
  readonly hint?: string
  readonly lines?: number
  readonly digits?: boolean
  readonly maxLength?: number
  readonly isDisabled?: boolean
}

/** A labelled field, one line or several. */
export function TextBox(props: TextBoxProps): ReactNode {
  const { label, value, onChange, error, hint, lines, digits = false, maxLength, isDisabled = false } = props
  const className = digits ? 'field-input digits' : 'field-input'
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      <Label className="field-label">{label}</Label>
      {lines === undefined ? (
        <Input
          className={className}
          ref={props.first ? focusWhenThere : null}
          onBlur={() => props.onDone?.()}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            props.onDone?.()
            props.onEnter?.()
          }}
        />
      ) : (
        <TextArea className={className} rows={lines} ref={props.first ? focusWhenThere : null} />
      )}
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  )
}

interface SearchBoxProps {
  readonly className?: string
  /** Enter was pressed. */
  readonly onEnter?: () => void
  readonly label: string
  readonly keys?: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Looks like its list's first line; Escape empties it. */
export function SearchBox(props: SearchBoxProps): ReactNode {
  const { label, keys, value, onChange, onEnter, className = '' } = props
  const id = useId()
  return (
    <SearchField
      className={`search ${className}`}
      aria-label={label}
      value={value}
      onChange={onChange}
      onSubmit={() => onEnter?.()}
      id={id}
    >
      <Search size={14} aria-hidden />
      <Input className="search-input" placeholder={label} />
      {keys === undefined || value !== '' ? null : <kbd className="keycap">{keys}</kbd>}
    </SearchField>
  )
}
