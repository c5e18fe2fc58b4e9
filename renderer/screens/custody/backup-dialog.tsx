import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupView } from '../../../preload/contract/custody.ts'
import { frameText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Tick } from '../../ui/tick.tsx'
import { Done } from './done-dialogs.tsx'

interface BackupDialogProps {
  readonly start: (personal: boolean) => void
  readonly close: () => void
}

/** What goes into the backup, before the system asks where to. */
export function BackupDialog({ start, close }: BackupDialogProps): ReactNode {
  const { t } = useTranslation()
  const [personal, setPersonal] = useState(false)
  return (
    <Dialog
      title={t('custody.backup.title')}
      closeLabel={t('window.close')}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('window.cancel')}</Button>
          <Button look="main" onPress={() => start(personal)}>
            {t('custody.backup.start')}
          </Button>
        </>
      }
    >
      <p>{t('custody.backup.text')}</p>
      <Tick isSelected={personal} onChange={setPersonal}>
        {t('custody.backup.personal')}
      </Tick>
      <p className="custody-note">{t('custody.backup.personalHint')}</p>
    </Dialog>
  )
}

export function BackedUp({
  backup,
  close,
}: {
  readonly backup: BackupView
  readonly close: () => void
}): ReactNode {
  const { t } = useTranslation()
  return (
    <Done title={t('custody.backup.title')} close={close}>
      <p>
        {t('custody.backup.done', { entries: frameText(backup.entries), files: frameText(backup.files) })}
      </p>
      <dl className="custody-facts">
        <dt>{t('custody.copied.path')}</dt>
        <dd className="selectable">{backup.path}</dd>
        <dt>{t('custody.backup.sha256')}</dt>
        <dd className="digits selectable">{backup.sha256}</dd>
      </dl>
    </Done>
  )
}
