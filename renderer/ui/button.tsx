import './button.css'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Hint } from './hint.tsx'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  readonly look?: 'plain' | 'main' | 'bare'
  readonly size?: 'normal' | 'large'
  readonly className?: string
  readonly children: ReactNode
}

export function Button({
  look = 'plain',
  size = 'normal',
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <AriaButton {...rest} className={joined('button', className)} data-look={look} data-size={size}>
      {children}
    </AriaButton>
  )
}

interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> {
  /** What it does: the name for screen readers and, with the key, the hint on hover. */
  readonly label: string
  readonly keys?: string
  readonly className?: string
  readonly children: ReactNode
}

/** A button without words; its name appears on hover and on focus. */
export function IconButton({ label, keys, className, children, ...rest }: IconButtonProps): ReactNode {
  return (
    <Hint label={label} keys={keys}>
      <AriaButton {...rest} aria-label={label} className={joined('button', className)} data-look="icon">
        {children}
      </AriaButton>
    </Hint>
  )
}

export function KeyCap({ children }: { readonly children: ReactNode }): ReactNode {
  return <kbd className="keycap">{children}</kbd>
}

function joined(own: string, more: string | undefined): string {
  return more === undefined ? own : `${own} ${more}`
}
