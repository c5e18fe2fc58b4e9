import './draft-form.css'
import KeyRound from 'lucide-react/icons/key-round'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { statementKinds } from './statement-kinds.ts'
import { failureWords } from '../../failure-words.ts'
import { frameText, parseFrame } from '../../figures.ts'
import { useKeys } from '../../key-words.ts'
import { Button, KeyCap } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextBox } from '../../ui/field.tsx'
import { categories } from './categories.ts'
import { useCategoryWord, useOfficeCategories } from './office-categories.ts'
import { DraftDetails } from './draft-details.tsx'
import { StatementBlocks } from './statement-blocks.tsx'
import { DraftRegionFields } from './draft-region-fields.tsx'
import { Tick } from '../../ui/tick.tsx'
import { CategoryBadge } from './category-badge.tsx'
import { useReviewModel } from './review-model.ts'
import { type Draft, draftGap } from './draft.ts'

/** Where an annotation is written. Until it is signed it is a draft, and it says so. */
export function DraftForm(): ReactNode {
  const { review } = useReviewModel()
  return review.draft.state === 'none' ? null : <Form draft={review.draft} />
}

type WrittenDraft = Exclude<Draft, { readonly state: 'none' }>

function Form({ draft }: { readonly draft: WrittenDraft }): ReactNode {
  const { t } = useTranslation()
  const { tell, table, acts } = useReviewModel()
  const { content, target } = draft
  const word = useCategoryWord()
  const known = [...categories, ...useOfficeCategories().map(({ key }) => key)]
  // A key of another office stays what it is while its annotation is corrected.
  const offered = known.includes(content.category) ? known : [...known, content.category]
  const busy = draft.state === 'signing'
  const frames = table.state === 'ready' ? table.table.pts.length : Infinity
  const gap = draftGap(draft, frames)
  const title =
    target.kind === 'correction'
      ? t('window.draft.correction', { entry: target.entry })
      : t(content.from === content.to ? 'window.draft.marker' : 'window.draft.range')
  return (
    <section
      className="draft"
      aria-label={title}
      onKeyDownCapture={(event) => {
        // A button with the focus would take the Enter for itself.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        event.stopPropagation()
        if (gap === undefined) acts.sign()
      }}
    >
      <h2>
        <span>{title}</span>
        <Chip tone="caution">
          {t(content.personal ? 'window.draft.personalMark' : 'window.draft.notSigned')}
        </Chip>
      </h2>
      <div className="draft-pair">
        <FrameField
          label={t('window.draft.from')}
          frame={content.from}
          set={(from) => tell({ type: 'edit', change: { from } })}
        />
        <FrameField
          label={t('window.draft.to')}
          frame={content.to}
          set={(to) => tell({ type: 'edit', change: { to } })}
        />
      </div>
      <div className="draft-pair">
        <Choice
          labelled
          label={t('window.draft.kind')}
          isDisabled={busy}
          value={content.kind}
          options={statementKinds.map((value) => ({ value, label: t(`statement.${value}`) }))}
          onChange={(kind) => tell({ type: 'edit', change: { kind } })}
        />
        <Choice
          labelled
          label={t('window.draft.category')}
          isDisabled={busy}
          value={content.category}
          options={offered.map((value) => ({
            value,
            label: word(value),
            mark: <CategoryBadge category={value} small />,
          }))}
          onChange={(category) => tell({ type: 'edit', change: { category } })}
        />
      </div>
      <TextBox
        label={t(`statement.${content.kind}`)}
        hint={t(`statement.hint.${content.kind}`)}
        value={content.text}
        onChange={(text) => tell({ type: 'edit', change: { text } })}
        lines={3}
        maxLength={4000}
        isDisabled={busy}
      />
      <StatementBlocks
        text={content.text}
        isDisabled={busy}
        onChange={(text) => tell({ type: 'edit', change: { text } })}
      />
      {target.kind === 'correction' ? (
        <TextBox
          label={t('window.draft.reason')}
          value={target.reason}
          onChange={(reason) => tell({ type: 'reason', reason })}
          maxLength={1000}
          isDisabled={busy}
        />
      ) : null}
      {content.region ? <DraftRegionFields content={content} /> : null}
      <DraftDetails content={content} />
      {target.kind === 'new' ? (
        <Tick
          isSelected={content.personal ?? false}
          onChange={(personal) => tell({ type: 'edit', change: { personal } })}
        >
          {t('window.draft.personal')}
        </Tick>
      ) : null}
      {draft.state === 'editing' && draft.trouble ? <Trouble failure={draft.trouble} /> : null}
      <Foot busy={busy} gap={gap} />
    </section>
  )
}

function Foot({
  busy,
  gap,
}: {
  readonly busy: boolean
  readonly gap: ReturnType<typeof draftGap>
}): ReactNode {
  const { t } = useTranslation()
  const { acts, view } = useReviewModel()
  const keys = useKeys()
  const canSign = !busy && gap === undefined && (view.ledger !== null || view.reviewer === null)
  return (
    <>
      <p className="draft-hint draft-state">
        {t(gap === undefined ? 'window.draft.stays' : `window.draft.gap.${gap}`)}
      </p>
      <div className="draft-foot">
        <Button onPress={acts.discard} isDisabled={busy}>
          {t('window.draft.discard')}
        </Button>
        <Button look="main" onPress={acts.sign} isDisabled={!canSign}>
          <KeyRound size={14} aria-hidden />
          {t(
            busy
              ? 'window.draft.signing'
              : view.reviewer === null
                ? 'window.draft.unlockAndSign'
                : 'window.draft.sign',
          )}
          <KeyCap>{keys('annotation.sign')}</KeyCap>
        </Button>
      </div>
    </>
  )
}

interface FrameFieldProps {
  readonly label: string
  readonly frame: number
  readonly set: (frame: number) => void
}

/** A frame number that can be typed; what is no number is not taken over. */
function FrameField({ label, frame, set }: FrameFieldProps): ReactNode {
  /** What is being typed, and for which frame: a frame set elsewhere wins over it. */
  const [typing, setTyping] = useState<{ readonly frame: number; readonly text: string }>()
  const text = typing?.frame === frame ? typing.text : frameText(frame)
  const take = (): void => {
    const typed = parseFrame(text)
    setTyping(undefined)
    if (typed !== undefined && typed !== frame) set(typed)
  }
  return (
    <TextBox
      label={label}
      digits
      value={text}
      onChange={(next) => setTyping({ frame, text: next })}
      onDone={take}
    />
  )
}

function Trouble({ failure }: { readonly failure: Parameters<typeof failureWords>[1] }): ReactNode {
  const { t } = useTranslation()
  const words = failureWords(t, failure)
  return (
    <div className="draft-trouble" role="alert">
      <b>{words.title}</b>
      <p>{words.evidence}</p>
      <p>{words.remedy}</p>
    </div>
  )
}
