import './people-section.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardKeyView } from '../../../preload/contract/people.ts'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { CardList } from './card-list.tsx'
import { IdentityRow } from './identity-row.tsx'
import { LockSettings } from './lock-settings.tsx'
import { MakeIdentity } from './make-identity.tsx'
import type { SectionProps } from './section.ts'
import { type PeopleModel, usePeople } from './use-people.ts'

/** Who can sign on this workstation, with which key, until when; and everything that is done about it. */
export function PeopleSection({ workstation }: SectionProps): ReactNode {
  const { t } = useTranslation()
  const people = usePeople(workstation)
  const { view } = people
  if (!view) return null
  return (
    <>
      <p className="settings-note">{t('window.people.note')}</p>
      <PeopleTrouble people={people} />
      {view.identities.length === 0 ? (
        <section className="people-none" aria-label={t('window.people.list')}>
          <Mark tone="open" size={24} />
          <div>
            <h4>{t('window.people.none.title')}</h4>
            <p>{t('window.people.none.meaning')}</p>
          </div>
        </section>
      ) : (
        <ul className="people-list" aria-label={t('window.people.list')}>
          {view.identities.map((identity) => (
            <IdentityRow
              key={identity.id}
              identity={identity}
              view={view}
              people={people}
              workstation={workstation}
            />
          ))}
        </ul>
      )}
      <AddIdentity people={people} workstation={workstation} />
      <LockSettings people={people} view={view} workstation={workstation} />
    </>
  )
}

export function PeopleTrouble({ people }: { readonly people: PeopleModel }): ReactNode {
  const { t } = useTranslation()
  const { failure } = people
  if (!failure) return null
  const words = failureWords(t, failure)
  return (
    <div className="people-trouble" role="alert">
      <Mark tone="caution" size={20} />
      <div>
        <b>{words.title}</b>
        <p>{words.evidence}</p>
        <p>{words.remedy}</p>
      </div>
    </div>
  )
}

interface AddIdentityProps {
  readonly people: PeopleModel
  readonly workstation: SectionProps['workstation']
}

/** A new key, a key file from elsewhere, or a card. */
export function AddIdentity({ people, workstation }: AddIdentityProps): ReactNode {
  const { t } = useTranslation()
  const [way, setWay] = useState<'make' | readonly CardKeyView[] | undefined>()
  const done = (): void => setWay(undefined)
  const isCards = way !== undefined && way !== 'make'
  /** Main asks for the maker's library first. */
  const findCards = async (): Promise<void> => {
    people.tell(undefined)
    const found = await workstation.findCards()
    if (!found.ok) people.tell(found.failure)
    setWay(found.ok ? found.value : undefined)
  }
  return (
    <section className="people-add">
      <h4>{t('window.people.add.title')}</h4>
      <div className="people-buttons">
        <Button aria-expanded={way === 'make'} onPress={() => setWay('make')}>
          {t('window.people.add.make')}
        </Button>
        <Button
          onPress={() => {
            done()
            void people.act(() => workstation.importKeyFile())
          }}
        >
          {t('window.people.add.file')}
        </Button>
        <Button aria-expanded={isCards} onPress={() => void findCards()}>
          {t('window.people.add.card')}
        </Button>
      </div>
      {way === 'make' ? <MakeIdentity people={people} workstation={workstation} done={done} /> : null}
      {isCards ? <CardList people={people} workstation={workstation} cards={way} done={done} /> : null}
    </section>
  )
}
