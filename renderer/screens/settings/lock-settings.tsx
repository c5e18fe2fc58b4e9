import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeopleView } from '../../../preload/contract/people.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { lockChoices } from './lock-choices.ts'
import type { SectionProps } from './section.ts'
import type { PeopleModel } from './use-people.ts'

interface LockSettingsProps {
  readonly people: PeopleModel
  readonly view: PeopleView
  readonly workstation: SectionProps['workstation']
}

/** When the session ends by itself, and ending it now. */
export function LockSettings({ people, view, workstation }: LockSettingsProps): ReactNode {
  const { t } = useTranslation()
  const label = (minutes: number): string =>
    minutes === 0 ? t('window.people.lock.never') : t('window.people.lock.minutes', { count: minutes })
  const { counts, offered } = lockChoices(view.autoLockMinutes, view.autoLockAtMost)
  return (
    <section className="people-lock">
      <h4>{t('window.people.lock.title')}</h4>
      <p className="settings-note">{t('window.people.lock.note')}</p>
      <div className="people-lock-row">
        <Choice
          labelled
          label={t('window.people.lock.after')}
          value={String(counts)}
          options={offered.map((minutes) => ({
            value: String(minutes),
            label: label(minutes),
          }))}
          onChange={(minutes) => people.take(workstation.setAutoLock({ minutes: Number(minutes) }))}
        />
        <Button onPress={() => people.take(workstation.lock())}>{t('window.people.lock.now')}</Button>
      </div>
      {view.autoLockAtMost === null ? null : (
        <p className="settings-note">{t('fortress.policy.lockAtMost', { count: view.autoLockAtMost })}</p>
      )}
    </section>
  )
}
