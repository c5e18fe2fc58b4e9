import { type ReactNode, useMemo } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { LongList } from '../../long-list.tsx'
import { useKeys } from '../../key-words.ts'
import { LedgerTrouble } from './ledger-trouble.tsx'
import { NoteFilter } from './note-filter.tsx'
import { NoteRow } from './note-row.tsx'
import { NoteSearch } from './note-search.tsx'
import { listedNotes } from './notes.ts'
import { useReviewModel } from './review-model.ts'
import { useCommandBus } from '../../command-bus.tsx'

/** The annotations on the open bundle, by clip and frame. */
export function NoteList(): ReactNode {
  const { t } = useTranslation()
  const { notes, personal, review, view } = useReviewModel()
  const { category, order, more } = review
  const all = useMemo(() => [...notes, ...personal], [notes, personal])
  const listed = useMemo(
    () => listedNotes(all, { category, order, more, search: '' }),
    [all, category, order, more],
  )
  return (
    <NoteSearch all={all}>
      <NoteFilter all={all} />
      <div className="pane-scroll">
        {view.ledgerFailure ? <LedgerTrouble failure={view.ledgerFailure} /> : null}
        {listed.length === 0 ? <NoNotes filtered={all.length > 0} /> : null}
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
    </NoteSearch>
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
