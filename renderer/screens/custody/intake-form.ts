import type { IntakeForm } from '../../../preload/contract/intake.ts'

/** The parts of the form that are texts alone. */
export type IntakeGroup = 'case' | 'exhibit' | 'device'

/** An empty form, whose one step of custody is the intake itself, now. */
export function emptyIntake(received: string, now: Date): IntakeForm {
  return {
    case: { fileNumber: '', incident: '', office: '', title: '' },
    exhibit: { number: '', medium: '', serial: '' },
    device: { id: '', serial: '', model: '' },
    custody: [{ at: momentOf(now), by: '', act: received }],
  }
}

/** The clock of the workstation with its offset, to the minute: 2026-11-23T14:05+01:00. */
export function momentOf(now: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  const offset = -now.getTimezoneOffset()
  const sign = offset < 0 ? '-' : '+'
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `${day}T${two(now.getHours())}:${two(now.getMinutes())}${zone}`
}

export function putText(form: IntakeForm, group: IntakeGroup, name: string, text: string): IntakeForm {
  return { ...form, [group]: { ...form[group], [name]: text } }
}

/** Without these nobody could say later what was sealed, and from whose hands it came. */
export function isComplete({ case: matter, exhibit, custody }: IntakeForm): boolean {
  const steps = custody.every(({ at, by, act }) => [at, by, act].every((text) => text.trim() !== ''))
  return matter.fileNumber.trim() !== '' && exhibit.number.trim() !== '' && steps && custody.length > 0
}
