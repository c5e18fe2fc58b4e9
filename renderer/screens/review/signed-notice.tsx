import './signed-notice.css'
import FileCheck from 'lucide-react/icons/file-check'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useReviewModel } from './review-model.ts'

const shown = 6000

/** Says for a moment that an entry is signed; the ledger itself says it for good. */
export function SignedNotice(): ReactNode {
  const { t } = useTranslation()
  const { review, tell } = useReviewModel()
  const { signed } = review
  useEffect(() => {
    if (signed === undefined) return undefined
    const wait = setTimeout(() => tell({ type: 'noticed' }), shown)
    return () => clearTimeout(wait)
  }, [signed, tell])
  return (
    <div className="signed-notice" role="status">
      {signed === undefined ? null : (
        <p>
          <FileCheck size={15} aria-hidden />
          {t('window.notes.signed', { entry: signed })}
        </p>
      )}
    </div>
  )
}
