import KeyRound from 'lucide-react/icons/key-round'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostLabel, personCategories } from '../../../main/core/annotation/details.ts'
import { mostText } from '../../../main/core/annotation/rules.ts'
import type { Failure } from '../../../main/core/failure.ts'
import { frameAt, type FrameTable } from '../../../main/core/clip/frame-table.ts'
import { useCommands } from '../../command-bus.tsx'
import { failureWords } from '../../failure-words.ts'
import { frameSeconds, frameText } from '../../figures.ts'
import { useKeys } from '../../key-words.ts'
import { Button, KeyCap } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextBox } from '../../ui/field.tsx'
import {
  annotationOfLine,
  begunAt,
  emptyLine,
  endedAt,
  lineAfter,
  type LineDraft,
  listened,
  typed,
} from './line-draft.ts'
import { useReviewModel } from './review-model.ts'
import { usePlayerPart } from './use-player.ts'

interface TranscriptFormProps {
  readonly table: FrameTable
  readonly speakers: readonly string[]
}

/** What was being typed when the sheet was left, by clip: as long as the window is open. */
const kept = new Map<string, LineDraft>()

/** A line of the transcript, typed while the clip plays; signed it is an entry like any annotation. */
export function TranscriptForm({ table, speakers }: TranscriptFormProps): ReactNode {
  const { t } = useTranslation()
  const { workstation, view, review, player, acts } = useReviewModel()
  const [line, setLine] = useKeptLine(`${view.bundle.manifestSha256}/${review.clip}`)
  const [trouble, setTrouble] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const frame = usePlayerPart(player, (state) => state.frame) ?? 0
  useEffect(() => setLine((before) => listened(before, frame)), [frame, setLine])
  useTypingCommands(table, {
    start: () => setLine((before) => begunAt(before, frame)),
    end: () => setLine((before) => endedAt(before, frame)),
  })
  const draft = annotationOfLine(review.clip, line)
  const sign = async (): Promise<void> => {
    if (!draft || busy) return
    if (view.reviewer === null) return acts.unlock()
    setBusy(true)
    const signed = await workstation.annotate(draft)
    setBusy(false)
    setTrouble(signed.ok ? undefined : signed.failure)
    if (signed.ok) setLine(lineAfter)
  }
  return (
    <section className="draft transcript-form" aria-label={t('transcript.form')}>
      <h2>
        {t('transcript.form')}
        <span className="digits transcript-range">
          {line.from === undefined
            ? null
            : t('transcript.range', { from: frameText(line.from), to: frameText(line.to ?? line.from) })}
        </span>
      </h2>
      <Speaker
        line={line}
        speakers={speakers}
        change={(part) => setLine((before) => ({ ...before, ...part }))}
      />
      <div role="presentation" onKeyDown={(event) => signOnEnter(event, sign)}>
        <TextBox
          label={t('transcript.text')}
          lines={2}
          maxLength={mostText}
          value={line.text}
          onChange={(text) => setLine((before) => typed(before, text, frame))}
        />
      </div>
      <TypingKeys />
      {trouble ? (
        <p className="draft-trouble" role="alert">
          {failureWords(t, trouble).title}
        </p>
      ) : null}
      <div className="draft-foot">
        <Button look="main" isDisabled={!draft || busy} onPress={() => void sign()}>
          <KeyRound size={14} aria-hidden />
          {t(view.reviewer === null ? 'transcript.unlock' : 'transcript.sign')}
          <KeyCap>{'⏎'}</KeyCap>
        </Button>
      </div>
    </section>
  )
}

/** Shift+Enter stays a new line; while an input method is composing Enter belongs to it. */
function signOnEnter(event: KeyboardEvent, sign: () => Promise<void>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  event.preventDefault()
  void sign()
}

function useKeptLine(key: string) {
  const [line, setLine] = useState(() => kept.get(key) ?? emptyLine)
  const [of, setOf] = useState(key)
  if (of !== key) {
    setOf(key)
    setLine(kept.get(key) ?? emptyLine)
  }
  useEffect(() => void kept.set(of, line), [of, line])
  return [line, setLine] as const
}

interface SpeakerProps extends Pick<TranscriptFormProps, 'speakers'> {
  readonly line: LineDraft
  readonly change: (part: Partial<LineDraft>) => void
}

/** A label for the role, never a name; those used before are one press away. */
function Speaker({ line, speakers, change }: SpeakerProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <div className="draft-pair">
        <TextBox
          label={t('transcript.speaker')}
          maxLength={mostLabel}
          value={line.speaker}
          onChange={(speaker) => change({ speaker })}
        />
        <Choice
          labelled
          label={t('transcript.role')}
          value={line.role}
          options={personCategories.map((value) => ({ value, label: t(`person.${value}`) }))}
          onChange={(role) => change({ role })}
        />
      </div>
      {speakers.length === 0 ? null : (
        <div className="transcript-speakers">
          {speakers.slice(0, 5).map((speaker) => (
            <Button key={speaker} look="bare" onPress={() => change({ speaker })} preventFocusOnPress>
              {speaker}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

function TypingKeys(): ReactNode {
  const { t } = useTranslation()
  const keys = useKeys()
  return (
    <p className="draft-hint">
      {t('transcript.keys', {
        toggle: keys('transcript.toggle') ?? '',
        back: keys('transcript.back') ?? '',
        start: keys('transcript.start') ?? '',
        end: keys('transcript.end') ?? '',
      })}
    </p>
  )
}

/** Seconds that one goes back to hear something again. */
const again = 3

function useTypingCommands(
  table: FrameTable,
  { start, end }: { readonly start: () => void; readonly end: () => void },
): void {
  const { player } = useReviewModel()
  const back = async (): Promise<void> => {
    if (!player) return
    const { frame, wanted, playing } = player.state()
    const now = frameSeconds(table, frame ?? wanted ?? 0)
    await player.showFrame(frameAt(table, Math.max(0, now - again)))
    if (playing) player.play()
  }
  useCommands({
    'transcript.toggle': player && (() => player.toggle()),
    'transcript.back': player && (() => void back()),
    'transcript.start': start,
    'transcript.end': end,
  })
}
