import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StillView } from '../../../preload/contract/stage.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** What was saved and where. */
export function StillSaved({
  still,
  close,
}: {
  readonly still: StillView
  readonly close: () => void
}): ReactNode {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('window.still.title')}
      closeLabel={t('window.close')}
      onClose={close}
      actions={
        <Button look="main" onPress={close}>
          {t('window.understood')}
        </Button>
      }
    >
      <div className="passport">
        <p>{t('window.still.text', { folder: still.folder })}</p>
        <ul className="passport-hash digits selectable">
          {still.files.map((file) => (
            <li key={file}>{file}</li>
          ))}
        </ul>
        <p className="passport-note">{t('window.still.check')}</p>
      </div>
    </Dialog>
  )
}
