import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CopyView, RestoredCase } from '../../../preload/contract/custody.ts'
import type { SealedIntake } from '../../../preload/contract/intake.ts'
import { bytesText, frameText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface DoneProps {
  readonly open: (path: string, name: string) => void
  readonly close: () => void
}

export function Copied({ copy, open, close }: DoneProps & { readonly copy: CopyView }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <Done
      title={t('custody.copied.title')}
      close={close}
      act={{ label: t('custody.copied.open'), run: () => open(copy.path, nameOf(copy.path)) }}
    >
      <p>{t('custody.copied.text')}</p>
      <dl className="custody-facts">
        <dt>{t('custody.copied.path')}</dt>
        <dd className="selectable">{copy.path}</dd>
        <dt>{t('custody.copied.size')}</dt>
        <dd>{bytesText(copy.size, i18n.language)}</dd>
        <dt>{t('custody.copied.sha256')}</dt>
        <dd className="digits selectable">{copy.sha256}</dd>
      </dl>
    </Done>
  )
}

export function Sealed({ sealed, open, close }: DoneProps & { readonly sealed: SealedIntake }): ReactNode {
  const { t } = useTranslation()
  return (
    <Done
      title={t('custody.sealed.title')}
      close={close}
      act={{ label: t('custody.sealed.open'), run: () => open(sealed.path, sealed.name) }}
    >
      <p>{t('custody.sealed.text', { clips: sealed.clips, files: sealed.files })}</p>
      <p className="custody-note">{t('custody.atIntake.hint')}</p>
      <dl className="custody-facts">
        <dt>{t('custody.copied.path')}</dt>
        <dd className="selectable">{sealed.path}</dd>
        <dt>{t('custody.sealed.manifest')}</dt>
        <dd className="digits selectable">{sealed.manifestSha256}</dd>
      </dl>
      {sealed.leftOut.length > 0 ? (
        <p>{t('custody.intake.leftOut', { count: sealed.leftOut.length })}</p>
      ) : null}
    </Done>
  )
}

export function Restored({
  restored,
  open,
  close,
}: DoneProps & { readonly restored: RestoredCase }): ReactNode {
  const { t } = useTranslation()
  const { bundle, name, entries, accesses } = restored
  return (
    <Done
      title={t('custody.restored.title')}
      close={close}
      {...(bundle
        ? { act: { label: t('custody.restored.open'), run: () => open(bundle.path, bundle.name) } }
        : {})}
    >
      <p>
        {t('custody.restored.text', { name, entries: frameText(entries), accesses: frameText(accesses) })}
      </p>
      {restored.keptAside ? <p>{t('custody.restored.aside')}</p> : null}
      {bundle ? null : <p>{t('custody.restored.noBundle')}</p>}
    </Done>
  )
}

interface DoneDialogProps {
  readonly title: string
  readonly close: () => void
  readonly act?: { readonly label: string; readonly run: () => void }
  readonly children: ReactNode
}

/** That something is done, what it came to, and the one thing that follows. */
export function Done({ title, close, act, children }: DoneDialogProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Dialog
      title={title}
      closeLabel={t('window.close')}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('window.close')}</Button>
          {act ? (
            <Button look="main" onPress={act.run}>
              {act.label}
            </Button>
          ) : null}
        </>
      }
    >
      {children}
    </Dialog>
  )
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
