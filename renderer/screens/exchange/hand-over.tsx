import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { Button } from '../../ui/button.tsx'
import { TextBox } from '../../ui/field.tsx'
import { Tick } from '../../ui/tick.tsx'

interface HandOverProps {
  readonly workstation: Bridge
  readonly done: (path: string) => void
  readonly failed: (failure: Failure) => void
}

/** The own ledger as a sealed package, whole or without what was stated; that it left is on record. */
export function HandOver({ workstation, done, failed }: HandOverProps): ReactNode {
  const { t } = useTranslation()
  const [recipient, setRecipient] = useState('')
  const [blind, setBlind] = useState(false)
  const write = async (): Promise<void> => {
    const written = await workstation.handOver({ blind, recipient: recipient.trim() })
    if (!written.ok) failed(written.failure)
    else if (written.value !== undefined) done(written.value)
  }
  return (
    <fieldset className="exchange-out">
      <legend>{t('exchange.sheet.handOver')}</legend>
      <TextBox
        label={t('exchange.sheet.recipient')}
        value={recipient}
        onChange={setRecipient}
        maxLength={250}
      />
      <Tick isSelected={blind} onChange={setBlind}>
        {t('exchange.sheet.withoutContents')}
      </Tick>
      <Button isDisabled={recipient.trim() === ''} onPress={() => void write()}>
        {t('exchange.sheet.write')}
      </Button>
    </fieldset>
  )
}
