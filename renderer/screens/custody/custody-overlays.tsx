import './custody.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { Result } from '../../../main/core/result.ts'
import type { BackupView, CopyView, RestoredCase, WorkProgress } from '../../../preload/contract/custody.ts'
import type { SealedIntake } from '../../../preload/contract/intake.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { useCommands } from '../../command-bus.tsx'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Desk } from '../../use-session.ts'
import { BackupDialog, BackedUp } from './backup-dialog.tsx'
import { BundlesDialog } from './bundles-dialog.tsx'
import { IntakeDialog } from './intake-dialog.tsx'
import { Copied, Restored, Sealed } from './done-dialogs.tsx'
import { WorkDialog } from './work-dialog.tsx'

type Stand =
  | { readonly kind: 'none' | 'intake' | 'bundles' | 'backup' }
  | { readonly kind: 'working'; readonly work: WorkProgress['kind'] }
  | { readonly kind: 'sealed'; readonly sealed: SealedIntake }
  | { readonly kind: 'copied'; readonly copy: CopyView }
  | { readonly kind: 'backedUp'; readonly backup: BackupView }
  | { readonly kind: 'restored'; readonly restored: RestoredCase }
  | { readonly kind: 'trouble'; readonly failure: Failure }

const none = { kind: 'none' } as const

/** Copies, bundles of the case, backups, and footage that came without a seal: over every screen. */
export function CustodyOverlays({
  workstation,
  desk,
}: {
  readonly workstation: Bridge
  readonly desk: Desk
}): ReactNode {
  const [stand, setStand] = useState<Stand>(none)
  const close = (): void => setStand(none)
  const { session } = desk
  const isOpen = session.state === 'open' && session.view.access.purpose !== null
  /** Long work with its notice; what was given up leaves nothing to be told. */
  const run = async <T,>(
    work: WorkProgress['kind'],
    act: Promise<Result<T | undefined, Failure>>,
    done: (value: T) => Stand,
  ): Promise<void> => {
    setStand({ kind: 'working', work })
    const answer = await act
    if (answer.ok) setStand(answer.value === undefined ? none : done(answer.value))
    else setStand({ kind: 'trouble', failure: answer.failure })
  }
  useCommands({
    'file.intake': () => setStand({ kind: 'intake' }),
    'file.workingCopy': isOpen
      ? () => void run('copy', workstation.makeWorkingCopy(), (copy) => ({ kind: 'copied', copy }))
      : undefined,
    'file.bundles': isOpen ? () => setStand({ kind: 'bundles' }) : undefined,
    'file.backup': isOpen ? () => setStand({ kind: 'backup' }) : undefined,
    'file.restore':
      session.state === 'open'
        ? undefined
        : () =>
            void run('restore', workstation.restoreCase(), (restored) => ({ kind: 'restored', restored })),
  })
  const open = (path: string, name: string): void => {
    close()
    desk.open(path, name)
  }
  switch (stand.kind) {
    case 'none':
      return null
    case 'intake':
      return (
        <IntakeDialog
          workstation={workstation}
          close={close}
          seal={(form) =>
            void run('intake', workstation.sealAtIntake(form), (sealed) => ({ kind: 'sealed', sealed }))
          }
        />
      )
    case 'bundles':
      return <BundlesDialog workstation={workstation} desk={desk} close={close} />
    case 'backup':
      return (
        <BackupDialog
          close={close}
          start={(personal) =>
            void run('backup', workstation.backUpCase({ personal }), (backup) => ({
              kind: 'backedUp',
              backup,
            }))
          }
        />
      )
    case 'working':
      return <WorkDialog workstation={workstation} kind={stand.work} />
    case 'sealed':
      return <Sealed sealed={stand.sealed} open={open} close={close} />
    case 'copied':
      return <Copied copy={stand.copy} open={open} close={close} />
    case 'backedUp':
      return <BackedUp backup={stand.backup} close={close} />
    case 'restored':
      return <Restored restored={stand.restored} open={open} close={close} />
    case 'trouble':
      return <CustodyTrouble failure={stand.failure} close={close} />
  }
}

/** What went wrong, what it means for the evidence, what to do. */
export function CustodyTrouble({
  failure,
  close,
}: {
  readonly failure: Failure
  readonly close: () => void
}): ReactNode {
  const { t } = useTranslation()
  const words = failureWords(t, failure)
  return (
    <Dialog
      alert
      title={words.title}
      closeLabel={t('window.close')}
      onClose={close}
      width="narrow"
      actions={
        <Button look="main" onPress={close}>
          {t('window.understood')}
        </Button>
      }
    >
      <p>{words.evidence}</p>
      <p>{words.remedy}</p>
      <p className="digits selectable trouble-code">{words.code}</p>
    </Dialog>
  )
}
