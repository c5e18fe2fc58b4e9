import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TextBlock } from '../../../main/core/office/office.ts'
import { Choice } from '../../ui/choice.tsx'
import { TextBox } from '../../ui/field.tsx'

interface OfficeFieldProps {
  readonly label: string
  readonly value: string
  readonly blocks: readonly TextBlock[]
  readonly onChange: (value: string) => void
}

const own = 'own'

/** Words that the office offers, to be taken over and changed. */
export function OfficeField({ label, value, blocks, onChange }: OfficeFieldProps): ReactNode {
  const { t } = useTranslation()
  const taken = blocks.findIndex(({ text }) => text === value)
  const options = blocks.map((block, index) => ({ value: String(index), label: block.label }))
  return (
    <div className="office-field">
      <TextBox label={label} lines={2} maxLength={4000} value={value} onChange={onChange} />
      {blocks.length === 0 ? null : (
        <Choice
          label={t('window.report.block', { field: label })}
          value={taken < 0 ? own : String(taken)}
          options={[{ value: own, label: t('window.report.ownWords') }, ...options]}
          onChange={(key) => {
            const block = blocks[Number(key)]
            if (block) onChange(block.text)
          }}
        />
      )}
    </div>
  )
}
