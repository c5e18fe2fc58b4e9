import Funnel from 'lucide-react/icons/funnel'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { categories } from './categories.ts'
import { CategoryBadge } from './category-badge.tsx'
import { choicesIn, type Note } from './notes.ts'
import { useReviewModel } from './review-model.ts'
import { allCategories, type MoreFilter } from './listing.ts'
import { statementKinds } from './statement-kinds.ts'

/** What narrows the list and sorts it; what is rarely wanted lies behind the funnel. */
export function NoteFilter({ all }: { readonly all: readonly Note[] }): ReactNode {
  const { t } = useTranslation()
  const { review, tell } = useReviewModel()
  const narrowed = Object.values(review.more).filter((value) => value !== allCategories).length
  const [open, setOpen] = useState(narrowed > 0)
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
        <IconButton
          label={t('window.notes.moreFilters', { count: narrowed })}
          aria-expanded={open}
          aria-pressed={narrowed > 0}
          onPress={() => setOpen(!open)}
        >
          <Funnel size={14} aria-hidden />
        </IconButton>
      </div>
      {open ? <MoreFilters all={all} /> : null}
    </>
  )
}

function MoreFilters({ all }: { readonly all: readonly Note[] }): ReactNode {
  const { t } = useTranslation()
  const { review, tell } = useReviewModel()
  const choices = useMemo(() => choicesIn(all), [all])
  const set = (more: Partial<MoreFilter>): void => tell({ type: 'more', more })
  const plain = (words: readonly string[], chosen: string) =>
    // A word chosen in another case still shows, or nobody would know why the list is empty.
    [...new Set([...words, ...(chosen === allCategories ? [] : [chosen])])].map((value) => ({
      value,
      label: value,
    }))
  return (
    <div className="note-filter note-filter-more">
      <Choice
        label={t('window.draft.kind')}
        value={review.more.kind}
        options={[
          { value: allCategories, label: t('window.notes.allKinds') },
          ...statementKinds.map((value) => ({ value: value as string, label: t(`statement.${value}`) })),
        ]}
        onChange={(kind) => set({ kind })}
      />
      {(['tag', 'person', 'author'] as const).map((by) => (
        <Choice
          key={by}
          label={t(`window.notes.by.${by}`)}
          value={review.more[by]}
          options={[
            { value: allCategories, label: t(`window.notes.every.${by}`) },
            ...plain(choices[by], review.more[by]),
          ]}
          onChange={(value) => set({ [by]: value })}
        />
      ))}
    </div>
  )
}
