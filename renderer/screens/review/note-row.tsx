import ChevronDown from 'lucide-react/icons/chevron-down'
import History from 'lucide-react/icons/history'
import Lock from 'lucide-react/icons/lock'
import Pencil from 'lucide-react/icons/pencil'
import Undo2 from 'lucide-react/icons/undo-2'
import { type ReactNode, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { EntryFacts } from '../../../main/core/ledger/entry-facts.ts'
import { localClock, localTime } from '../../figures.ts'
import { useCommandBus } from '../../command-bus.tsx'
import { nameText } from '../../names.ts'
import { useKeys } from '../../key-words.ts'
import { Button, KeyCap } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { CategoryBadge } from './category-badge.tsx'
import { frameRange, type Note } from './notes.ts'
import { useCategoryWord } from './office-categories.ts'
import { NoteLabels, NoteLinks } from './note-labels.tsx'
import { useReviewModel } from './review-model.ts'

interface NoteRowProps {
  readonly note: Note
  /** First of its clip: the clip's name stands above it. */
  readonly heading: boolean
}

/** One annotation: what, where, which kind, and the entry it stands in. */
export function NoteRow({ note, heading }: NoteRowProps): ReactNode {
  const word = useCategoryWord()
  const { review, acts } = useReviewModel()
  const { annotation, entry, withdrawal } = note
  const selected = review.selected === entry.seq
  return (
    <>
      {heading ? <h3 className="pane-group">{annotation.clip.originalName}</h3> : null}
      <div className="note" data-selected={selected} data-withdrawn={withdrawal !== undefined}>
        <AriaButton
          className="note-main"
          aria-current={selected}
          onPress={() => acts.select(note)}
          preventFocusOnPress
        >
          <CategoryBadge category={annotation.category} />
          <span className="note-head">
            <b>{word(annotation.category)}</b>
            <span className="digits">{frameRange(annotation.from.frame, annotation.to.frame)}</span>
          </span>
          <span className="note-text">{annotation.text}</span>
          <NoteLabels note={note} />
          <EntryLine note={note} />
        </AriaButton>
        {selected ? <NoteLinks note={note} /> : null}
        {selected ? <NoteActs note={note} /> : null}
      </div>
    </>
  )
}

function EntryLine({ note }: { readonly note: Note }): ReactNode {
  const { t, i18n } = useTranslation()
  const { annotation, entry, earlier, withdrawal } = note
  const facts = {
    entry: entry.seq,
    time: localClock(entry.time, i18n.language),
    author: nameText(t, entry.author),
  }
  return (
    <span className="note-entry">
      {earlier.length > 0 ? <History size={12} aria-hidden /> : <Lock size={12} aria-hidden />}
      <span className="note-kind">{t(`statement.${annotation.kind}`)}</span>
      <span className="note-signed">
        {earlier.length > 0
          ? t('window.notes.entryVersion', { ...facts, version: earlier.length + 1 })
          : t('window.notes.entry', facts)}
      </span>
      {withdrawal ? <Chip tone="caution">{t('window.notes.withdrawn')}</Chip> : null}
    </span>
  )
}

/** Below the chosen one: nothing is ever deleted, only corrected or withdrawn by a new entry. */
function NoteActs({ note }: { readonly note: Note }): ReactNode {
  const { t } = useTranslation()
  const { tell, view } = useReviewModel()
  const bus = useCommandBus()
  const keys = useKeys()
  const [open, setOpen] = useState(false)
  const history = note.earlier.length > 0 || note.withdrawal !== undefined
  return (
    <div className="note-acts">
      {note.withdrawal || view.ledger === null ? null : (
        <div className="note-buttons">
          {note.personal ? null : (
            <Button look="bare" onPress={() => void bus.run('annotation.correct')}>
              <Pencil size={13} aria-hidden />
              {t('window.notes.correct')}
              <KeyCap>{keys('annotation.correct')}</KeyCap>
            </Button>
          )}
          <Button
            look="bare"
            onPress={() => tell({ type: 'dialog', dialog: { kind: 'withdraw', entry: note.entry.seq } })}
          >
            <Undo2 size={13} aria-hidden />
            {t('window.notes.withdraw')}
          </Button>
        </div>
      )}
      {history ? (
        <Button look="bare" aria-expanded={open} onPress={() => setOpen(!open)}>
          <ChevronDown size={13} aria-hidden />
          {t('window.notes.history', { count: note.earlier.length + (note.withdrawal ? 1 : 0) })}
        </Button>
      ) : null}
      {open ? <Versions note={note} /> : null}
    </div>
  )
}

function Versions({ note }: { readonly note: Note }): ReactNode {
  const { t, i18n } = useTranslation()
  const line = (entry: EntryFacts): string =>
    t('window.notes.entry', {
      entry: entry.seq,
      time: localTime(entry.time, i18n.language),
      author: nameText(t, entry.author),
    })
  return (
    <ol className="note-versions">
      {note.withdrawal ? (
        <li>
          <p>{t('window.notes.withdrawnBecause', { reason: note.withdrawal.reason ?? '' })}</p>
          <p className="note-entry">{line(note.withdrawal)}</p>
        </li>
      ) : null}
      {note.earlier.map(({ entry, annotation }) => (
        <li key={entry.seq}>
          <p className="note-old selectable">{annotation.text}</p>
          <p className="note-entry">
            {line(entry)} · {frameRange(annotation.from.frame, annotation.to.frame)}
          </p>
        </li>
      ))}
      {note.entry.reason === null ? null : (
        <li>{t('window.notes.correctedBecause', { reason: note.entry.reason })}</li>
      )}
    </ol>
  )
}
