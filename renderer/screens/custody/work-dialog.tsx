import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkProgress } from '../../../preload/contract/custody.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { bytesText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Meter } from '../../ui/meter.tsx'

interface WorkDialogProps {
  readonly workstation: Bridge
  readonly kind: WorkProgress['kind']
}

/** How far long work on files has come. It stands there from the first byte on; until then the system asks. */
export function WorkDialog({ workstation, kind }: WorkDialogProps): ReactNode {
  const { t, i18n } = useTranslation()
  const [progress, setProgress] = useState<WorkProgress>()
  useEffect(() => workstation.on('workProgress', setProgress), [workstation])
  if (!progress) return null
  const { done, total } = progress
  const words = t('custody.progress.amount', {
    done: bytesText(done, i18n.language),
    total: bytesText(total, i18n.language),
  })
  const cancel = (): void => void workstation.cancelWork()
  return (
    <Dialog
      alert
      title={t(`custody.progress.${kind}`)}
      closeLabel={t('custody.progress.cancel')}
      onClose={cancel}
      width="narrow"
      actions={<Button onPress={cancel}>{t('custody.progress.cancel')}</Button>}
    >
      <Meter label={t(`custody.progress.${kind}`)} share={total > 0 ? done / total : 0} words={words} />
      <p className="digits">{words}</p>
      <p className="custody-note">{t('custody.progress.hint')}</p>
    </Dialog>
  )
}
