import './transcript.css'
import ListTree from 'lucide-react/icons/list-tree'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { fetchCues } from '../../player/caption-overlay.ts'
import { mediaTime } from '../../figures.ts'
import { LongList } from '../../long-list.tsx'
import { IconButton } from '../../ui/button.tsx'
import { SearchBox } from '../../ui/field.tsx'
import { captionsOf } from './captions.ts'
import type { Note } from './notes.ts'
import { useReviewModel } from './review-model.ts'
import { TranscriptForm } from './transcript-form.tsx'
import { TranscriptSave } from './transcript-save.tsx'
import { usePlayerPart } from './use-player.ts'
import { type CaptionCues, lineAt, linesWith, speakersIn, type WordLine, wordLines } from './word-lines.ts'

/** What is said in the clip: captions of the bundle and what reviewers wrote down, in step with the picture. */
export function TranscriptSheet(): ReactNode {
  const { table } = useReviewModel()
  return table.state === 'ready' ? <Words key={table.clip} table={table.table} /> : null
}

function Words({ table }: { readonly table: FrameTable }): ReactNode {
  const { t } = useTranslation()
  const { notes, review } = useReviewModel()
  const [question, setQuestion] = useState('')
  const captions = useCaptionCues()
  const lines = useMemo(
    () =>
      wordLines(
        table,
        captions,
        notes.filter(({ clip }) => clip === review.clip),
      ),
    [table, captions, notes, review.clip],
  )
  const found = useMemo(() => linesWith(lines, question), [lines, question])
  const speakers = useMemo(() => speakersIn(lines), [lines])
  return (
    <>
      <div className="notes-search">
        <SearchBox label={t('transcript.search')} value={question} onChange={setQuestion} />
      </div>
      <div className="pane-scroll">
        {lines.length === 0 ? <p className="pane-empty">{t('transcript.empty')}</p> : null}
        {question.trim() === '' ? null : (
          <p className="pane-group" role="status">
            {t('transcript.found', { count: found.length })}
          </p>
        )}
        <Lines lines={found} table={table} />
      </div>
      {speakers.length > 0 || lines.some(({ source }) => 'note' in source) ? <TranscriptSave /> : null}
      <TranscriptForm table={table} speakers={speakers} />
    </>
  )
}

function Lines({
  lines,
  table,
}: {
  readonly lines: readonly WordLine[]
  readonly table: FrameTable
}): ReactNode {
  const { t } = useTranslation()
  const { player } = useReviewModel()
  const now = usePlayerPart(player, (state) => lineAt(lines, state.frame ?? -1))
  return (
    <LongList
      label={t('transcript.list')}
      items={lines}
      keyOf={({ key }) => key}
      about={46}
      {...(now < 0 ? {} : { chosen: now })}
    >
      {(line, index) => <Line line={line} table={table} now={index === now} />}
    </LongList>
  )
}

interface LineProps {
  readonly line: WordLine
  readonly table: FrameTable
  readonly now: boolean
}

function Line({ line, table, now }: LineProps): ReactNode {
  const { t } = useTranslation()
  const { acts, tell } = useReviewModel()
  const { source, speaker, text, from } = line
  const show = (note: Note): void => {
    acts.select(note)
    tell({ type: 'right', sheet: 'annotations' })
  }
  return (
    <div className="word-line" data-now={now}>
      <AriaButton
        className="word-line-main"
        aria-current={now}
        onPress={() => acts.goTo(from)}
        preventFocusOnPress
      >
        <span className="digits word-line-time">{mediaTime(table, from)}</span>
        <span className="word-line-text">
          {speaker === '' ? null : <b>{speaker} </b>}
          {text}
        </span>
        <span className="word-line-source">
          {'note' in source
            ? t('transcript.entry', { entry: source.note.entry.seq })
            : t('transcript.caption', { language: source.language })}
        </span>
      </AriaButton>
      {'note' in source ? (
        <IconButton label={t('transcript.show')} onPress={() => show(source.note)}>
          <ListTree size={14} aria-hidden />
        </IconButton>
      ) : null}
    </div>
  )
}

const noCues: readonly CaptionCues[] = []

/** The captions of the clip on stage in the language of the window, else in the first there is. */
function useCaptionCues(): readonly CaptionCues[] {
  const { view, review } = useReviewModel()
  const [read, setRead] = useState<{ readonly of: string; readonly cues: readonly CaptionCues[] }>()
  const { i18n } = useTranslation()
  const all = captionsOf(view, review.clip)
  const best = all.find(({ language }) => language === i18n.language) ?? all[0]
  const [number, language] = [best?.number, best?.language]
  const of = number === undefined ? '' : `${number} ${language}`
  useEffect(() => {
    let wanted = true
    if (number === undefined || language === undefined) return undefined
    void fetchCues(number).then((cues) => {
      if (wanted) setRead({ of, cues: [{ language, cues }] })
    })
    return () => {
      wanted = false
    }
  }, [of, number, language])
  return read?.of === of ? read.cues : noCues
}
