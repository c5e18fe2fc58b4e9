import './encryption-note.css'
import Lock from 'lucide-react/icons/lock'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EncryptionFacts } from '../../../main/core/seal/bundle-facts.ts'

/** Says that the contents are closed here, and to whom they are open. */
export function EncryptionNote({ encryption }: { readonly encryption: EncryptionFacts }): ReactNode {
  const { t } = useTranslation()
  return (
    <section className="encryption-note" aria-label={t('window.verify.encryption.title')}>
      <h3>
        <Lock size={16} aria-hidden />
        {t('window.verify.encryption.title')}
      </h3>
      <p>{t('window.verify.encryption.text')}</p>
      <ul>
        {encryption.recipients.map(({ sha256, subject }) => (
          <li key={sha256} className="selectable">
            {subject} <code className="digits">{sha256.slice(0, 16)}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
