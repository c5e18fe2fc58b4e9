import AudioLines from 'lucide-react/icons/audio-lines'
import Car from 'lucide-react/icons/car'
import CircleDot from 'lucide-react/icons/circle-dot'
import Footprints from 'lucide-react/icons/footprints'
import Hand from 'lucide-react/icons/hand'
import HeartPulse from 'lucide-react/icons/heart-pulse'
import MapPin from 'lucide-react/icons/map-pin'
import Megaphone from 'lucide-react/icons/megaphone'
import Package from 'lucide-react/icons/package'
import Quote from 'lucide-react/icons/quote'
import ShieldAlert from 'lucide-react/icons/shield-alert'
import User from 'lucide-react/icons/user'
import UserCheck from 'lucide-react/icons/user-check'
import Video from 'lucide-react/icons/video'
import type { LucideIcon } from 'lucide-react'

/** What an annotation can be about, in the order of the list. The keys are signed, the words are not. */
export const categories = [
  'approach',
  'posture',
  'speech',
  'transcript',
  'action',
  'conduct',
  'force',
  'injury',
  'object',
  'vehicle',
  'place',
  'sound',
  'device',
  'other',
] as const

export type Category = (typeof categories)[number]

interface CategoryLook {
  readonly icon: LucideIcon
  readonly tone: string
}

const looks: Readonly<Record<Category, CategoryLook>> = {
  approach: { icon: Footprints, tone: 'rose' },
  posture: { icon: User, tone: 'yellow' },
  speech: { icon: Megaphone, tone: 'teal' },
  transcript: { icon: Quote, tone: 'teal' },
  action: { icon: UserCheck, tone: 'blue' },
  conduct: { icon: Hand, tone: 'yellow' },
  force: { icon: ShieldAlert, tone: 'violet' },
  injury: { icon: HeartPulse, tone: 'rose' },
  object: { icon: Package, tone: 'sand' },
  vehicle: { icon: Car, tone: 'sand' },
  place: { icon: MapPin, tone: 'teal' },
  sound: { icon: AudioLines, tone: 'teal' },
  device: { icon: Video, tone: 'grey' },
  other: { icon: CircleDot, tone: 'grey' },
}

/** A category of another vocabulary is shown as "other"; its own key stays in the entry. */
export function knownCategory(key: string): Category {
  return categories.find((category) => category === key) ?? 'other'
}

export function categoryTone(key: string): string {
  return looks[knownCategory(key)].tone
}

export function categoryIcon(key: string): LucideIcon {
  return looks[knownCategory(key)].icon
}
