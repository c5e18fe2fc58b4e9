import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'

/** Says that the page died and came back: what is signed is safe, and a clip may have been the cause. */
export function RestoredDialog(): ReactNode {
  const { t } = useTranslation()
  const [open, setOpen] = useState(true)
  if (!open) return null
  return (
    <Dialog
      title={t('fortress.restored.title')}
      closeLabel={t('window.close')}
      onClose={() => setOpen(false)}
      width="narrow"
      alert
    >
      <p>{t('fortress.restored.evidence')}</p>
      <p>{t('fortress.restored.remedy')}</p>
    </Dialog>
  )
}
