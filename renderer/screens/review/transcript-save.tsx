import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { TextBox } from '../../ui/field.tsx'
import { useReviewModel } from './review-model.ts'

type Saving = { readonly state: 'idle' | 'asking' } | { readonly state: 'told'; readonly words: string }

/** Hands the transcript of the clip out as a file; who gets it goes into the access log first. */
export function TranscriptSave(): ReactNode {
  const { t } = useTranslation()
  const { workstation, review } = useReviewModel()
  const [saving, setSaving] = useState<Saving>({ state: 'idle' })
  const [recipient, setRecipient] = useState('')
  const save = async (): Promise<void> => {
    const saved = await workstation.exportTranscript({ clip: review.clip, recipient: recipient.trim() })
    if (!saved.ok) return setSaving({ state: 'told', words: failureWords(t, saved.failure).title })
    if (saved.value !== undefined)
      setSaving({ state: 'told', words: t('transcript.saved', { path: saved.value }) })
  }
  if (saving.state !== 'asking')
    return (
      <div className="transcript-save">
        <Button look="bare" onPress={() => setSaving({ state: 'asking' })}>
          {t('transcript.save')} …
        </Button>
        <span role="status">{saving.state === 'told' ? saving.words : null}</span>
      </div>
    )
  return (
    <div className="transcript-save" data-asking>
      <TextBox
        label={t('transcript.recipient')}
        first
        value={recipient}
        maxLength={500}
        onChange={setRecipient}
        onEnter={() => void save()}
      />
      <Button isDisabled={recipient.trim() === ''} onPress={() => void save()}>
        {t('transcript.save')}
      </Button>
    </div>
  )
}
