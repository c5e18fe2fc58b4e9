import EyeOff from 'lucide-react/icons/eye-off'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { RedactionView } from '../../../preload/contract/redaction.ts'
import { Button } from '../../ui/button.tsx'
import { TextBox } from '../../ui/field.tsx'
import { RedactionWay } from './report-sheet-way.tsx'
import { ReportEntries } from './report-sheet-entries.tsx'
import { Refused } from './report-sheet-issued.tsx'
import type { Note } from './notes.ts'
import { useReviewModel } from './review-model.ts'

type Making =
  | { readonly state: 'choosing' }
  | { readonly state: 'making' }
  | { readonly state: 'made'; readonly copy: RedactionView }
  | { readonly state: 'refused'; readonly failure: Failure }

const words = ['reason', 'legalBasis', 'recipient'] as const

/** A copy of the clip on stage without what signed annotations mark: their regions masked, their frames silenced. */
export function RedactionPart(): ReactNode {
  const { t, i18n } = useTranslation()
  const { workstation, review, clip, notes } = useReviewModel()
  const [said, setSaid] = useState({ reason: '', legalBasis: '', recipient: '' })
  const [open, setOpen] = useState<Chosen>(nobody)
  const [making, setMaking] = useState<Making>({ state: 'choosing' })
  const own = notes.filter((note) => !note.withdrawal && note.annotation.clip.path === clip?.path)
  const drawn = own.filter(({ annotation }) => annotation.region !== null)
  const masks = seqs(drawn).filter((seq) => open.masks.has(seq))
  const mutes = seqs(own).filter((seq) => open.mutes.has(seq))
  const ready = masks.length + mutes.length > 0 && words.every((word) => said[word].trim() !== '')
  const make = async (): Promise<void> => {
    setMaking({ state: 'making' })
    const request = { clip: review.clip, masks, mutes, language: i18n.language, ...said }
    const made = await workstation.redactClip(request)
    const stopped = !made.ok && made.failure.code === 'redact.cancelled'
    if (!made.ok) setMaking(stopped ? { state: 'choosing' } : { state: 'refused', failure: made.failure })
    else setMaking(made.value ? { state: 'made', copy: made.value } : { state: 'choosing' })
  }
  return (
    <details className="report-redaction">
      <summary>{t('redact.part.title')}</summary>
      <div className="report-redaction-part">
        <p className="report-note">{t('redact.part.lead', { clip: clip?.originalName ?? '' })}</p>
        {drawn.length === 0 ? (
          <p className="report-note">{t('redact.part.noRegions')}</p>
        ) : (
          <Ticks
            legend="redact.part.masks"
            notes={drawn}
            chosen={open.masks}
            onChange={(next) => setOpen({ ...open, masks: next })}
          />
        )}
        <Ticks
          legend="redact.part.mutes"
          notes={own}
          chosen={open.mutes}
          onChange={(next) => setOpen({ ...open, mutes: next })}
        />
        {words.map((word) => (
          <TextBox
            key={word}
            label={t(`redact.part.${word}`)}
            maxLength={500}
            value={said[word]}
            onChange={(value) => setSaid({ ...said, [word]: value })}
          />
        ))}
        <Button isDisabled={!ready || making.state === 'making'} onPress={() => void make()}>
          <EyeOff size={14} aria-hidden />
          {t(making.state === 'making' ? 'redact.part.making' : 'redact.part.make')}
        </Button>
        {making.state === 'making' ? <RedactionWay /> : null}
        {making.state === 'refused' ? <Refused failure={making.failure} /> : null}
        {making.state === 'made' ? <Made copy={making.copy} /> : null}
      </div>
    </details>
  )
}

function Made({ copy }: { readonly copy: RedactionView }): ReactNode {
  const { t } = useTranslation()
  const { workstation } = useReviewModel()
  return (
    <div className="report-acts">
      <p role="status" className="selectable">
        {t('redact.part.made', { path: copy.container, frames: copy.frames })}
      </p>
      <Button onPress={() => void workstation.showReport({ path: copy.container })}>
        {t('window.report.open')}
      </Button>
    </div>
  )
}

interface Chosen {
  readonly masks: ReadonlySet<number>
  readonly mutes: ReadonlySet<number>
}

const nobody: Chosen = { masks: new Set(), mutes: new Set() }

function seqs(notes: readonly Note[]): readonly number[] {
  return notes.map(({ entry }) => entry.seq)
}

interface TicksProps {
  readonly legend: 'redact.part.masks' | 'redact.part.mutes'
  readonly notes: readonly Note[]
  readonly chosen: ReadonlySet<number>
  readonly onChange: (chosen: ReadonlySet<number>) => void
}

/** Nothing is hidden unless somebody ticks it: here, unlike in a report, all are left out at first. */
function Ticks({ legend, notes, chosen, onChange }: TicksProps): ReactNode {
  const left = new Set(seqs(notes).filter((seq) => !chosen.has(seq)))
  return (
    <ReportEntries
      held={notes}
      left={left}
      legend={legend}
      onChange={(next) => onChange(new Set(seqs(notes).filter((seq) => !next.has(seq))))}
    />
  )
}
