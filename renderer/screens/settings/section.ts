import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Bridge, StartView } from '../../../preload/contract/workstation.ts'
import type { PhraseKey } from '../../phrases.ts'
import type { Theme } from '../../theme.ts'
import type { Desk } from '../../use-session.ts'

/** What every section of the settings gets to work with. */
export interface SectionProps {
  readonly workstation: Bridge
  readonly desk: Desk
  readonly start: StartView
  readonly theme: Theme
  readonly wear: (theme: Theme) => void
}

/** One section: its name in the list at the left, and what stands beside it. */
export interface Section {
  readonly id: string
  readonly title: PhraseKey
  readonly icon: LucideIcon
  readonly Body: (props: SectionProps) => ReactNode
}
