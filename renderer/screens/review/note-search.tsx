import { type ReactNode, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { CaptionHit, SearchHits } from '../../../preload/contract/notes.ts'
import { frameText } from '../../figures.ts'
import { useKeys } from '../../key-words.ts'
import { SearchBox } from '../../ui/field.tsx'
import { NoteRow } from './note-row.tsx'
import type { Note } from './notes.ts'
import { useReviewModel } from './review-model.ts'

interface NoteSearchProps {
  readonly all: readonly Note[]
  /** The list that stands where nothing is searched. */
  readonly children: ReactNode
}

/** Words in annotations, labels and captions; what is found leads to its frame. Each search is on record. */
export function NoteSearch({ all, children }: NoteSearchProps): ReactNode {
  const { t } = useTranslation()
  const { workstation } = useReviewModel()
  const keys = useKeys()
  const [words, setWords] = useState('')
  const [hits, setHits] = useState<SearchHits>()
  const search = async (): Promise<void> => {
    const found = await workstation.search({ words })
    setHits(found.ok && words.trim() !== '' ? found.value : undefined)
  }
  return (
    <>
      <div className="notes-search">
        <SearchBox
          label={t('window.search.label')}
          keys={keys('annotation.search') ?? ''}
          value={words}
          onChange={(next) => {
            setWords(next)
            if (next === '') setHits(undefined)
          }}
          onEnter={() => void search()}
        />
      </div>
      {hits ? <Found hits={hits} all={all} /> : children}
    </>
  )
}

function Found({ hits, all }: { readonly hits: SearchHits; readonly all: readonly Note[] }): ReactNode {
  const { t } = useTranslation()
  // An entry that was corrected is found too; what is shown is the annotation as it stands now.
  const notes = hits.entries.flatMap(
    (seq) =>
      all.find(({ entry, earlier }) =>
        [entry, ...earlier.map((old) => old.entry)].some((one) => one.seq === seq),
      ) ?? [],
  )
  const once = [...new Set(notes)]
  const count = once.length + hits.captions.length
  return (
    <div className="pane-scroll">
      <p className="pane-group" role="status">
        {t('window.search.found', { count })}
      </p>
      <ul aria-label={t('window.search.results')}>
        {once.map((note) => (
          <li key={note.annotation.id}>
            <NoteRow note={note} heading={false} />
          </li>
        ))}
        {hits.captions.map((hit) => (
          <li key={`${hit.clip} ${hit.frame} ${hit.text}`}>
            <CaptionRow hit={hit} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function CaptionRow({ hit }: { readonly hit: CaptionHit }): ReactNode {
  const { t } = useTranslation()
  const { acts, view } = useReviewModel()
  const clip = view.bundle.case?.clips.find(({ number }) => number === hit.clip)
  return (
    <div className="note">
      <AriaButton className="note-main caption-hit" onPress={() => acts.goTo(hit.frame, hit.clip)}>
        <span className="note-head">
          <b>{t('window.search.caption')}</b>
          <span className="digits">{frameText(hit.frame)}</span>
        </span>
        <span className="note-text">{hit.text}</span>
        <span className="note-entry">{clip?.originalName}</span>
      </AriaButton>
    </div>
  )
}
