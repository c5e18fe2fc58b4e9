import './trust-section.css'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { TrustFacts } from '../../../main/core/trust/trust-facts.ts'
import { failureWords } from '../../failure-words.ts'
import { hashGroups } from '../../figures.ts'
import { findingWords } from '../../findings/finding-words.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import type { SectionProps } from './section.ts'
import { TrustAnchors } from './trust-anchors.tsx'
import { TrustHistory } from './trust-history.tsx'
import { TrustLists } from './trust-lists.tsx'
import { TrustPolicy } from './trust-policy.tsx'

/** Whom this workstation trusts, for what, until when, by which rules, and how it came to that. */
export function TrustSection({ workstation }: SectionProps): ReactNode {
  const [now] = useState(() => Date.now())
  const [facts, setFacts] = useState<TrustFacts>()
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    void workstation.trust().then((read) => {
      if (read.ok) setFacts(read.value)
      else setFailure(read.failure)
    })
  }, [workstation])
  const importTrust = async (twoPersons: boolean): Promise<void> => {
    setFailure(undefined)
    const imported = await workstation.importTrust({ twoPersons })
    if (!imported.ok) setFailure(imported.failure)
    else if (imported.value) setFacts(imported.value)
  }
  return (
    <>
      {failure ? <TrustFailureNotice failure={failure} /> : null}
      {facts ? <TrustState facts={facts} /> : null}
      {facts ? <TrustImport facts={facts} act={importTrust} /> : null}
      {facts && facts.anchors.length > 0 ? <TrustAnchors anchors={facts.anchors} now={now} /> : null}
      {facts && facts.lists.length > 0 ? <TrustLists lists={facts.lists} now={now} /> : null}
      {facts && facts.history.length > 0 ? <TrustHistory changes={facts.history} /> : null}
      {facts ? <TrustPolicy policy={facts.policy} now={now} /> : null}
    </>
  )
}

function TrustFailureNotice({ failure }: { readonly failure: Failure }): ReactNode {
  const { t } = useTranslation()
  const words = failureWords(t, failure)
  const tone = failure.code === 'trust.cancelled' || failure.code === 'key.cancelled' ? 'open' : 'broken'
  return (
    <div className="trust-notice" role="alert" data-tone={tone}>
      <Mark tone={tone} size={20} />
      <div>
        <b>{words.title}</b>
        <p>{words.evidence}</p>
        <p>{words.remedy}</p>
      </div>
    </div>
  )
}

/** First what stands: nobody, what was installed, or the folder of this start. */
function TrustState({ facts }: { readonly facts: TrustFacts }): ReactNode {
  const { t } = useTranslation()
  const { source, version, sha256, root, refused } = facts
  const state = refused.length > 0 ? 'refused' : facts.anchors.length === 0 ? 'none' : source
  const tone = state === 'refused' ? 'broken' : state === 'installed' ? 'proven' : 'caution'
  return (
    <section className="trust-state" data-tone={tone} aria-label={t('window.trust.state')}>
      <Mark tone={tone} size={24} />
      <div>
        <h4>{t(`window.trust.${state}.title`, { version: version ?? t('window.details.none') })}</h4>
        <p>{t(`window.trust.${state}.meaning`)}</p>
        {refused.map((finding, index) => (
          <p key={index}>{findingWords(t, finding).reason}</p>
        ))}
        {sha256 === null ? null : (
          <dl className="trust-facts">
            <dt>{t('window.trust.digest')}</dt>
            <dd className="digits selectable">{hashGroups(sha256)}</dd>
            {root === null ? null : (
              <>
                <dt>{t('window.trust.root')}</dt>
                <dd className="selectable">{root.subject}</dd>
                <dt>{t('window.trust.rootDigest')}</dt>
                <dd className="digits selectable">{hashGroups(root.sha256)}</dd>
              </>
            )}
          </dl>
        )}
      </div>
    </section>
  )
}

interface TrustImportProps {
  readonly facts: TrustFacts
  readonly act: (twoPersons: boolean) => Promise<void>
}

function TrustImport({ facts, act }: TrustImportProps): ReactNode {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const run = (twoPersons: boolean) => () => {
    setBusy(true)
    void act(twoPersons).finally(() => setBusy(false))
  }
  const way = facts.root === null ? 'first' : 'next'
  return (
    <section className="trust-import">
      <h4>{t('window.trust.import.title')}</h4>
      <p className="settings-note">{t(`window.trust.import.${way}`)}</p>
      <p className="settings-note">{t('window.trust.import.persons')}</p>
      <div className="trust-buttons">
        <Button look="main" isDisabled={busy} onPress={run(false)}>
          {t('window.trust.import.act')}
        </Button>
        <Button isDisabled={busy || facts.root === null} onPress={run(true)}>
          {t('window.trust.import.twoPersons')}
        </Button>
      </div>
    </section>
  )
}
