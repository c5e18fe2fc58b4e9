import Plus from 'lucide-react/icons/plus'
import Trash from 'lucide-react/icons/trash-2'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { IntakeForm } from '../../../preload/contract/intake.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextBox } from '../../ui/field.tsx'

type Custody = IntakeForm['custody']

interface IntakeCustodyProps {
  readonly custody: Custody
  readonly onChange: (custody: Custody) => void
}

const fields = [
  ['at', 'custody.intake.at'],
  ['by', 'custody.intake.by'],
  ['act', 'custody.intake.act'],
] as const

/** Step by step through whose hands it went; a new step comes before the intake, which is the last. */
export function IntakeCustody({ custody, onChange }: IntakeCustodyProps): ReactNode {
  const { t } = useTranslation()
  const put = (at: number, name: string, text: string): void =>
    onChange(custody.map((step, i) => (i === at ? { ...step, [name]: text } : step)))
  const add = (): void =>
    onChange([...custody.slice(0, -1), { at: '', by: '', act: '' }, ...custody.slice(-1)])
  return (
    <fieldset className="intake-custody">
      <legend>{t('custody.intake.custody')}</legend>
      <p className="custody-note">{t('custody.intake.custodyHint')}</p>
      {custody.map((step, i) => (
        <div
          key={i}
          className="intake-step"
          role="group"
          aria-label={t('custody.intake.step', { number: i + 1 })}
        >
          {fields.map(([name, label]) => (
            <TextBox
              key={name}
              label={t(label)}
              value={step[name]}
              maxLength={500}
              onChange={(text) => put(i, name, text)}
            />
          ))}
          {custody.length > 1 ? (
            <IconButton
              label={t('custody.intake.less', { number: i + 1 })}
              onPress={() => onChange(custody.filter((_, at) => at !== i))}
            >
              <Trash size={15} aria-hidden />
            </IconButton>
          ) : null}
        </div>
      ))}
      <Button onPress={add}>
        <Plus size={15} aria-hidden />
        {t('custody.intake.more')}
      </Button>
    </fieldset>
  )
}
