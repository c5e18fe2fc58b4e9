import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SupportView } from '../../../preload/contract/machine.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'

/** All that support would get, to be read before it is saved. */
export function SupportParcel({ workstation }: { readonly workstation: Bridge }): ReactNode {
  const { t } = useTranslation()
  const [view, setView] = useState<SupportView>()
  const [said, setSaid] = useState('')
  if (view === undefined) {
    const collect = () => void workstation.collectForSupport().then(setView)
    return <Button onPress={collect}>{t('fortress.support.open')}</Button>
  }
  const save = async () => {
    const saved = await workstation.saveForSupport()
    if (!saved.ok) setSaid(Object.values(failureWords(t, saved.failure)).slice(0, 3).join(' '))
    else if (saved.value !== null) setSaid(t('fortress.support.saved', saved.value))
  }
  return (
    <>
      <p>{t('fortress.support.what')}</p>
      {view.parts.map(({ name, text }) => (
        <label key={name} className="support-part">
          <span className="digits">{name}</span>
          {/* Not a block of text: it scrolls, and the keyboard reaches it. */}
          <textarea className="digits selectable" readOnly rows={9} value={text} />
        </label>
      ))}
      <p role="status">{said}</p>
      <Button look="main" onPress={() => void save()}>
        {t('fortress.support.save')}
      </Button>
    </>
  )
}
