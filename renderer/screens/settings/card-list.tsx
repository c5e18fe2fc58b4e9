import CreditCard from 'lucide-react/icons/credit-card'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardKeyView } from '../../../preload/contract/people.ts'
import { localTime } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import type { SectionProps } from './section.ts'
import type { PeopleModel } from './use-people.ts'

interface CardListProps {
  readonly people: PeopleModel
  readonly workstation: SectionProps['workstation']
  readonly cards: readonly CardKeyView[]
  readonly done: () => void
}

/** The keys of all cards in the readers; connecting one asks for its PIN. */
export function CardList({ people, workstation, cards, done }: CardListProps): ReactNode {
  const { t } = useTranslation()
  const [padding, setPadding] = useState<'pkcs1' | 'pss'>('pkcs1')
  const connect = async ({ slot, key }: CardKeyView): Promise<void> => {
    if (await people.act(() => workstation.connectCard({ slot, key, padding }))) done()
  }
  return (
    <div className="people-form">
      <h5>{t('window.people.cards.title')}</h5>
      {cards.length === 0 ? <p className="settings-note">{t('window.people.cards.none')}</p> : null}
      <ul className="people-cards">
        {cards.map((card) => (
          <CardRow key={`${card.slot}/${card.key}`} card={card} connect={connect} />
        ))}
      </ul>
      {cards.some(({ algorithm }) => algorithm?.startsWith('RSA')) ? (
        <Choice
          labelled
          className="people-padding"
          label={t('window.people.make.padding')}
          value={padding}
          options={(['pkcs1', 'pss'] as const).map((value) => ({
            value,
            label: t(`window.people.padding.${value}`),
          }))}
          onChange={setPadding}
        />
      ) : null}
    </div>
  )
}

interface CardRowProps {
  readonly card: CardKeyView
  readonly connect: (card: CardKeyView) => Promise<void>
}

function CardRow({ card, connect }: CardRowProps): ReactNode {
  const { t, i18n } = useTranslation()
  const until = card.notAfter === null ? '' : localTime(card.notAfter, i18n.language)
  return (
    <li className="people-card">
      <CreditCard size={18} strokeWidth={1.6} aria-hidden />
      <div>
        <b>{card.subject ?? t('window.people.cards.hidden')}</b>
        <p className="people-kind">
          <span>{card.card}</span>
          {card.algorithm === null ? null : <span>{card.algorithm}</span>}
          {until === '' ? null : <span>{t('window.people.cards.until', { until })}</span>}
          {card.locked ? <span>{t('window.people.cards.locked')}</span> : null}
          {card.lastTry ? <span>{t('window.people.cards.lastTry')}</span> : null}
        </p>
      </div>
      <Button isDisabled={card.locked} onPress={() => void connect(card)}>
        {t('window.people.cards.act')}
      </Button>
    </li>
  )
}
