import './first-steps.css'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeopleView } from '../../../preload/contract/people.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { useCommandBus } from '../../command-bus.tsx'
import { languageNames } from '../../phrases.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Mark } from '../../ui/mark.tsx'
import type { Desk } from '../../use-session.ts'

interface FirstStepsProps {
  readonly workstation: Pick<Bridge, 'people' | 'endWelcome'>
  readonly desk: Desk
}

/** On the first day: language, somebody who signs, the sample case. Nothing waits for it, and it can be skipped. */
export function FirstSteps({ workstation, desk }: FirstStepsProps): ReactNode {
  const { t } = useTranslation()
  const [people, setPeople] = useState<PeopleView>()
  useEffect(() => {
    const look = (): void => void workstation.people().then(setPeople)
    look()
    // Again when the settings, where keys are made, give the focus back.
    window.addEventListener('focusin', look)
    return () => window.removeEventListener('focusin', look)
  }, [workstation])
  if (!people || people.welcomed) return null
  const end = (): void => void workstation.endWelcome().then(setPeople)
  return (
    <section className="first-steps" aria-labelledby="first-steps-title">
      <header>
        <h2 id="first-steps-title">{t('window.first.title')}</h2>
        <Button look="bare" onPress={end}>
          {t('window.first.skip')}
        </Button>
      </header>
      <ol>
        <Language desk={desk} />
        <Person people={people} />
        <Step number={3} title={t('window.first.sample.title')} meaning={t('window.first.sample.meaning')}>
          <Button
            look="main"
            onPress={() => {
              end()
              desk.openSample()
            }}
          >
            {t('window.first.sample.act')}
          </Button>
        </Step>
      </ol>
    </section>
  )
}

function Language({ desk }: { readonly desk: Desk }): ReactNode {
  const { t, i18n } = useTranslation()
  const bus = useCommandBus()
  return (
    <Step number={1} title={t('window.first.language.title')} meaning={t('window.first.language.meaning')}>
      <Choice
        label={t('window.settings.general.language')}
        value={i18n.language}
        options={languageNames().map(({ tag, name }) => ({ value: tag, label: name }))}
        onChange={desk.setLanguage}
      />
      <Button onPress={() => void bus.run('edit.settings')}>{t('window.first.language.act')}</Button>
    </Step>
  )
}

function Person({ people }: { readonly people: PeopleView }): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const known = people.identities.length
  return (
    <Step
      number={2}
      title={t('window.first.person.title')}
      meaning={
        known === 0 ? t('window.first.person.meaning') : t('window.first.person.done', { count: known })
      }
      done={known > 0}
    >
      <Button onPress={() => void bus.run('edit.people')}>{t('window.first.person.act')}</Button>
    </Step>
  )
}

interface StepProps {
  readonly number: number
  readonly title: string
  readonly meaning: string
  readonly done?: boolean
  readonly children: ReactNode
}

function Step({ number, title, meaning, done = false, children }: StepProps): ReactNode {
  return (
    <li className="first-step">
      <span className="first-number" aria-hidden>
        {done ? <Mark tone="proven" size={22} /> : number}
      </span>
      <div>
        <h3>{title}</h3>
        <p>{meaning}</p>
        <div className="first-acts">{children}</div>
      </div>
    </li>
  )
}
