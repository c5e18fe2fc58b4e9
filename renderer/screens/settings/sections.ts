import KeyRound from 'lucide-react/icons/key-round'
import Keyboard from 'lucide-react/icons/keyboard'
import ShieldCheck from 'lucide-react/icons/shield-check'
import Stamp from 'lucide-react/icons/stamp'
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal'
import { GeneralSection } from './general-section.tsx'
import { KeyboardSection } from './keyboard-section.tsx'
import { OfficeSection } from './office-section.tsx'
import { PeopleSection } from './people-section.tsx'
import type { Section } from './section.ts'
import { TrustSection } from './trust-section.tsx'

/** The settings, in the order of the list: a section more is a line more. */
export const sections: readonly Section[] = [
  { id: 'general', title: 'window.settings.general.title', icon: SlidersHorizontal, Body: GeneralSection },
  { id: 'people', title: 'window.people.title', icon: KeyRound, Body: PeopleSection },
  { id: 'trust', title: 'window.trust.title', icon: ShieldCheck, Body: TrustSection },
  { id: 'keyboard', title: 'window.settings.keyboard.title', icon: Keyboard, Body: KeyboardSection },
  { id: 'office', title: 'window.settings.office.title', icon: Stamp, Body: OfficeSection },
]
