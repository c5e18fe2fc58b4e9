import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Tick } from '../../ui/tick.tsx'
import { useCategoryWord } from './office-categories.ts'
import { frameRange, type Note } from './notes.ts'

interface ReportEntriesProps {
  /** What the list is for; how many of how many. */
  readonly legend:
    'window.report.entries' | 'presentation.start.entries' | 'redact.part.masks' | 'redact.part.mutes'
  readonly held: readonly Note[]
  /** Entries that are left out. */
  readonly left: ReadonlySet<number>
  readonly onChange: (left: ReadonlySet<number>) => void
}

/** Which annotations are printed: all that are in force, unless one is left out. */
export function ReportEntries({ legend, held, left, onChange }: ReportEntriesProps): ReactNode {
  const { t } = useTranslation()
  const all = held.map((note) => note.entry.seq)
  const count = all.filter((seq) => !left.has(seq)).length
  return (
    <fieldset className="report-entries">
      <legend className="field-label">{t(legend, { count, total: held.length })}</legend>
      {held.length === 0 ? <p className="report-none">{t('window.report.noEntries')}</p> : null}
      {held.length < 2 ? null : (
        <div className="report-acts">
          <Button look="bare" onPress={() => onChange(new Set())}>
            {t('window.report.all')}
          </Button>
          <Button look="bare" onPress={() => onChange(new Set(all))}>
            {t('window.report.none')}
          </Button>
        </div>
      )}
      {held.map((note) => (
        <EntryBox
          key={note.entry.seq}
          note={note}
          chosen={!left.has(note.entry.seq)}
          onChange={(chosen) => onChange(toggled(left, note.entry.seq, !chosen))}
        />
      ))}
    </fieldset>
  )
}

function toggled(set: ReadonlySet<number>, value: number, inside: boolean): ReadonlySet<number> {
  const next = new Set(set)
  if (inside) next.add(value)
  else next.delete(value)
  return next
}

interface EntryBoxProps {
  readonly note: Note
  readonly chosen: boolean
  readonly onChange: (chosen: boolean) => void
}

function EntryBox({ note, chosen, onChange }: EntryBoxProps): ReactNode {
  const { t } = useTranslation()
  const word = useCategoryWord()
  const { annotation, entry } = note
  return (
    <Tick isSelected={chosen} onChange={onChange}>
      <span className="tick-words">
        <b>
          {t('window.timeline.rangeName', {
            category: word(annotation.category),
            entry: entry.seq,
          })}
        </b>
        <span className="digits">{frameRange(annotation.from.frame, annotation.to.frame)}</span>
        <span className="tick-text">{annotation.text}</span>
      </span>
    </Tick>
  )
}
