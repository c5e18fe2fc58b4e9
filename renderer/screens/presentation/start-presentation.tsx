import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { Occasion } from '../../../preload/contract/presentation.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ChapterHelp } from '../help/chapter-help.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextBox } from '../../ui/field.tsx'
import { Tick } from '../../ui/tick.tsx'
import { ReportEntries } from '../review/report-sheet-entries.tsx'
import { useReviewModel } from '../review/review-model.ts'
import { showable } from './showable.ts'

const occasions: readonly Occasion[] = ['hearing', 'interview', 'other']

/** Before anything is shown: to whom, on what occasion, and which findings may be seen. */
export function StartPresentation({ close }: { readonly close: () => void }): ReactNode {
  const { t } = useTranslation()
  const { workstation, notes, tell } = useReviewModel()
  const held = showable(notes)
  const [occasion, setOccasion] = useState<Occasion>('hearing')
  const [audience, setAudience] = useState('')
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [failure, setFailure] = useState<Failure>()
  const [elsewhere, setElsewhere] = useState(true)
  const displays = useDisplays(workstation)

  const start = async (): Promise<void> => {
    const wish = { occasion, audience, elsewhere: elsewhere && displays > 1 }
    const started = await workstation.startPresentation(wish)
    if (!started.ok) return setFailure(started.failure)
    const entries = held.map(({ entry }) => entry.seq).filter((seq) => !left.has(seq))
    tell({ type: 'presenting', presenting: { entries: new Set(entries), audience } })
    close()
  }

  return (
    <Dialog
      title={t('presentation.start.title')}
      beside={<ChapterHelp chapter="present" />}
      closeLabel={t('window.close')}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('window.cancel')}</Button>
          <Button look="main" isDisabled={audience.trim() === ''} onPress={() => void start()}>
            {t('presentation.start.begin')}
          </Button>
        </>
      }
    >
      <p>{t('presentation.start.note')}</p>
      <Choice
        labelled
        label={t('presentation.start.occasion')}
        value={occasion}
        options={occasions.map((value) => ({ value, label: t(`presentation.occasion.${value}`) }))}
        onChange={setOccasion}
      />
      <TextBox
        label={t('presentation.start.audience')}
        hint={t('presentation.start.audienceHint')}
        first
        maxLength={300}
        value={audience}
        onChange={setAudience}
      />
      {displays > 1 ? (
        <Tick isSelected={elsewhere} onChange={setElsewhere}>
          {t('presentation.start.elsewhere')}
        </Tick>
      ) : null}
      <ReportEntries legend="presentation.start.entries" held={held} left={left} onChange={setLeft} />
      {failure ? <p role="alert">{Object.values(failureWords(t, failure)).slice(0, 3).join(' ')}</p> : null}
    </Dialog>
  )
}

function useDisplays(workstation: Bridge): number {
  const [count, setCount] = useState(1)
  useEffect(() => void workstation.displays().then(setCount), [workstation])
  return count
}
