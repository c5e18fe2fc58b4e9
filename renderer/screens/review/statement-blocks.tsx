import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../ui/choice.tsx'
import { useStatementBlocks } from './office-categories.ts'

interface StatementBlocksProps {
  readonly text: string
  readonly isDisabled: boolean
  readonly onChange: (text: string) => void
}

const none = 'none'

/** Wordings of the office for what is stated: taken over behind what is written, to be changed there. */
export function StatementBlocks({ text, isDisabled, onChange }: StatementBlocksProps): ReactNode {
  const { t } = useTranslation()
  const blocks = useStatementBlocks()
  if (blocks.length === 0) return null
  const options = blocks.map((block, index) => ({ value: String(index), label: block.label }))
  return (
    <Choice
      label={t('window.draft.block')}
      isDisabled={isDisabled}
      value={none}
      options={[{ value: none, label: t('window.draft.chooseBlock') }, ...options]}
      onChange={(key) => {
        const block = blocks[Number(key)]
        if (block) onChange(text.trim() === '' ? block.text : `${text.trimEnd()}\n${block.text}`)
      }}
    />
  )
}
