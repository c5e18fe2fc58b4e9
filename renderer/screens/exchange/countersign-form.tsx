import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameText } from '../../names.ts'
import { Button } from '../../ui/button.tsx'
import { TextBox } from '../../ui/field.tsx'

/** What a countersignature says; without an entry it speaks of the whole ledger. */
export interface CountersignWords {
  readonly entry: number | null
  readonly assent: boolean
  readonly text: string
}

interface CountersignFormProps {
  readonly signer: string
  readonly back: () => void
  readonly sign: (words: CountersignWords) => Promise<void>
}

/** Assent or dissent with reasons; main asks once more in its own window before it is signed. */
export function CountersignForm({ signer, back, sign }: CountersignFormProps): ReactNode {
  const { t } = useTranslation()
  const [number, setNumber] = useState('')
  const [text, setText] = useState('')
  const entry = number === '' ? null : Number(number)
  const wrong = entry !== null && (!Number.isSafeInteger(entry) || entry < 1)
  const isDisabled = wrong || text.trim() === ''
  const give = (assent: boolean): void => void sign({ entry, assent, text: text.trim() })
  return (
    <section className="exchange-part">
      <div className="exchange-part-head">
        <Button onPress={back}>{t('exchange.sheet.back')}</Button>
        <h3>{t('exchange.countersign.title', { signer: nameText(t, signer) })}</h3>
      </div>
      <TextBox
        label={t('exchange.countersign.entry')}
        hint={t('exchange.countersign.entryHint')}
        error={wrong ? t('exchange.countersign.noNumber') : undefined}
        digits
        first
        value={number}
        onChange={setNumber}
        maxLength={12}
      />
      <TextBox
        label={t('exchange.countersign.text')}
        lines={4}
        value={text}
        onChange={setText}
        maxLength={1000}
      />
      <div className="exchange-acts">
        <Button look="main" isDisabled={isDisabled} onPress={() => give(true)}>
          {t('exchange.countersign.assent')}
        </Button>
        <Button isDisabled={isDisabled} onPress={() => give(false)}>
          {t('exchange.countersign.dissent')}
        </Button>
      </div>
    </section>
  )
}
