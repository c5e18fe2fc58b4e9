import { type ReactNode, useMemo } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { LongList } from '../../long-list.tsx'
import { useKeys } from '../../key-words.ts'
import { Choice } from '../../ui/choice.tsx'
import { categories } from './categories.ts'
import { CategoryBadge } from './category-badge.tsx'
import { LedgerTrouble } from './ledger-trouble.tsx'
import { NoteRow } from './note-row.tsx'
import { listedNotes } from './notes.ts'
import { useReviewModel } from './review-model.ts'
import { allCategories } from './review-state.ts'
import { useCommandBus } from '../../command-bus.tsx'

/** The annotations on the open bundle, by clip and frame. */
export function NoteList(): ReactNode {
  const { t } = useTranslation()
  const { notes, review, tell, view } = useReviewModel()
  const { category: wanted, order: sorting } = review
  const listed = useMemo(
    () => listedNotes(notes, { category: wanted, order: sorting, search: '' }),
    [notes, wanted, sorting],
  )
  return (
    <>
      <div className="note-filter">
        <Choice
          label={t('window.notes.filter')}
          value={review.category}
          options={[
            { value: allCategories, label: t('window.notes.allCategories') },
            ...categories.map((category) => ({
              value: category as string,
              label: t(`category.${category}`),
              mark: <CategoryBadge category={category} small />,
            })),
          ]}
          onChange={(category) => tell({ type: 'filter', category })}
        />
        <Choice
          label={t('window.notes.order')}
          value={review.order}
          options={[
            { value: 'time', label: t('window.notes.byTime') },
            { value: 'entry', label: t('window.notes.byEntry') },
          ]}
          onChange={(order) => tell({ type: 'order', order })}
        />
      </div>
      <div className="pane-scroll">
        {view.ledgerFailure ? <LedgerTrouble failure={view.ledgerFailure} /> : null}
        {listed.length === 0 ? <NoNotes filtered={notes.length > 0} /> : null}
        <LongList
          label={t('window.notes.annotations')}
          items={listed}
          keyOf={(note) => note.annotation.id}
          about={96}
          chosen={listed.findIndex((note) => note.entry.seq === review.selected)}
        >
          {(note, index) => (
            <NoteRow note={note} heading={review.order === 'time' && note.clip !== listed[index - 1]?.clip} />
          )}
        </LongList>
      </div>
    </>
  )
}

function NoNotes({ filtered }: { readonly filtered: boolean }): ReactNode {
  const { t } = useTranslation()
  const keys = useKeys()
  const bus = useCommandBus()
  if (filtered) return <p className="pane-empty">{t('window.notes.noneListed')}</p>
  return (
    <div className="notes-empty">
      <p>{t('window.notes.none')}</p>
      <dl>
        {(['annotation.mark', 'annotation.in', 'annotation.out'] as const).map((id) => (
          <div key={id}>
            <dt>
              <kbd className="keycap">{keys(id)}</kbd>
            </dt>
            <dd>
              <Button className="notes-way" onPress={() => void bus.run(id)} preventFocusOnPress>
                {t(`command.${id}`)}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
