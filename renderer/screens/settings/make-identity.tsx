import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type IdentityOrder, ownKeyKinds } from '../../../preload/contract/people.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextBox } from '../../ui/field.tsx'
import type { SectionProps } from './section.ts'
import type { PeopleModel } from './use-people.ts'

interface MakeIdentityProps {
  readonly people: PeopleModel
  readonly workstation: SectionProps['workstation']
  readonly done: () => void
}

const empty: IdentityOrder = { name: '', office: '', unit: '', kind: 'EC P-256', padding: 'pkcs1' }

/** Whom the certificate shall name, and which kind of key; the passphrase is asked for by main. */
export function MakeIdentity({ people, workstation, done }: MakeIdentityProps): ReactNode {
  const { t } = useTranslation()
  const [order, setOrder] = useState(empty)
  const put = (change: Partial<IdentityOrder>): void => setOrder({ ...order, ...change })
  const isRsa = order.kind.startsWith('RSA')
  const make = async (): Promise<void> => {
    const made = { ...order, name: order.name.trim(), padding: isRsa ? order.padding : 'pkcs1' } as const
    if (await people.act(() => workstation.makeIdentity(made))) done()
  }
  return (
    <div className="people-form">
      <p className="settings-note">{t('window.people.make.note')}</p>
      <div className="people-fields">
        {(['name', 'office', 'unit'] as const).map((part) => (
          <TextBox
            key={part}
            label={t(`window.people.make.${part}`)}
            value={order[part]}
            first={part === 'name'}
            maxLength={64}
            onChange={(value) => put({ [part]: value })}
          />
        ))}
        <Choice
          labelled
          label={t('window.people.make.kind')}
          value={order.kind}
          options={ownKeyKinds.map((kind) => ({ value: kind, label: kind }))}
          onChange={(kind) => put({ kind })}
        />
        {isRsa ? (
          <Choice
            labelled
            label={t('window.people.make.padding')}
            value={order.padding}
            options={(['pkcs1', 'pss'] as const).map((padding) => ({
              value: padding,
              label: t(`window.people.padding.${padding}`),
            }))}
            onChange={(padding) => put({ padding })}
          />
        ) : null}
      </div>
      <div className="people-buttons">
        <Button look="main" isDisabled={order.name.trim() === ''} onPress={() => void make()}>
          {t('window.people.make.act')}
        </Button>
      </div>
    </div>
  )
}
