import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from '../../ui/mark.tsx'
import './opening-screen.css'

/** While a file is read; a moment, even for large ones, since only the seal is read before the window is there. */
export function OpeningScreen({ name }: { readonly name: string }): ReactNode {
  const { t } = useTranslation()
  return (
    <main className="opening" aria-busy>
      <Mark tone="pending" size={40} />
      <h1 role="status">{name === '' ? t('window.opening.sample') : t('window.opening.named', { name })}</h1>
      <p>{t('window.opening.text')}</p>
    </main>
  )
}
