import Keyboard from 'lucide-react/icons/keyboard'
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal'
import { GeneralSection } from './general-section.tsx'
import { KeyboardSection } from './keyboard-section.tsx'
import type { Section } from './section.ts'

/** The settings, in the order of the list: a section more is a line more. */
export const sections: readonly Section[] = [
  { id: 'general', title: 'window.settings.general.title', icon: SlidersHorizontal, Body: GeneralSection },
  { id: 'keyboard', title: 'window.settings.keyboard.title', icon: Keyboard, Body: KeyboardSection },
]
