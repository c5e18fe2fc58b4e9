import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { CaseBundle } from '../../../preload/contract/custody.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { hashEnds, localTime } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Mark } from '../../ui/mark.tsx'
import type { Desk } from '../../use-session.ts'

interface BundlesDialogProps {
  readonly workstation: Bridge
  readonly desk: Desk
  readonly close: () => void
}

/** The bundles that share the open case's ledger: one is open, the others are one press away. */
export function BundlesDialog({ workstation, desk, close }: BundlesDialogProps): ReactNode {
  const { t } = useTranslation()
  const [bundles, setBundles] = useState<readonly CaseBundle[]>([])
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    void workstation.caseBundles().then((answer) => (answer.ok ? setBundles(answer.value) : undefined))
  }, [workstation])
  const add = async (): Promise<void> => {
    const added = await workstation.addBundle()
    setFailure(added.ok ? undefined : added.failure)
    if (added.ok && added.value) setBundles(added.value)
  }
  const change = async (bundle: CaseBundle): Promise<void> => {
    const opened = await workstation.switchBundle({ sha256: bundle.sha256 })
    if (!opened.ok) {
      setFailure(opened.failure)
      // Main closed what was open before it tried: what the window shows is gone.
      if (opened.failure.code !== 'case.bundleAway') desk.close()
      return
    }
    desk.take(opened.value)
    close()
  }
  const words = failure && failureWords(t, failure)
  return (
    <Dialog
      title={t('custody.bundles.title')}
      closeLabel={t('window.close')}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('window.close')}</Button>
          <Button look="main" onPress={() => void add()}>
            {t('custody.bundles.add')}
          </Button>
        </>
      }
    >
      <p>{t('custody.bundles.text')}</p>
      <ul className="bundles" aria-label={t('custody.bundles.list')}>
        {bundles.map((bundle) => (
          <BundleRow key={bundle.sha256} bundle={bundle} change={() => void change(bundle)} />
        ))}
      </ul>
      {words ? (
        <p role="alert" className="custody-trouble">
          <b>{words.title}</b> {words.evidence} {words.remedy}
        </p>
      ) : null}
    </Dialog>
  )
}

interface BundleRowProps {
  readonly bundle: CaseBundle
  readonly change: () => void
}

function BundleRow({ bundle, change }: BundleRowProps): ReactNode {
  const { t, i18n } = useTranslation()
  const name =
    bundle.name === '' ? t('custody.bundles.unknown', { hash: hashEnds(bundle.sha256) }) : bundle.name
  const facts = [
    bundle.exhibit === '' ? '' : t('custody.bundles.exhibit', { number: bundle.exhibit }),
    t('custody.bundles.findings', { count: bundle.findings }),
    bundle.addedAt === null
      ? ''
      : t('custody.bundles.added', { time: localTime(bundle.addedAt, i18n.language) }),
    bundle.previous === null ? '' : t('custody.bundles.previous', { name: bundle.previous }),
  ]
  return (
    <li className="bundle-row" aria-current={bundle.isOpen}>
      <span className="bundle-words">
        <b>{name}</b>
        <span>{facts.filter((fact) => fact !== '').join(' · ')}</span>
        <span className="digits selectable bundle-digest">{bundle.sha256}</span>
      </span>
      {bundle.isOpen ? (
        <span className="bundle-state">
          <Mark tone="proven" size={14} />
          {t('custody.bundles.open')}
        </span>
      ) : bundle.present ? (
        <Button onPress={change} aria-label={`${t('custody.bundles.switch')}: ${name}`}>
          {t('custody.bundles.switch')}
        </Button>
      ) : (
        <span className="bundle-state">
          <Mark tone="caution" size={14} />
          {t('custody.bundles.away')}
        </span>
      )}
    </li>
  )
}
