import './seal-details.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleFacts } from '../../../main/core/seal/bundle-facts.ts'
import { FindingList } from '../../findings/finding-list.tsx'
import { changedFiles, sealLevel, toneOf } from '../../seal-words.ts'
import { Mark } from '../../ui/mark.tsx'
import { SealDetailsCheck } from './seal-details-check.tsx'
import { SealDetailsFiles } from './seal-details-files.tsx'
import { SealDetailsSigner } from './seal-details-signer.tsx'
import { Timestamps } from './seal-details-signature.tsx'
import { verdictCode, VerdictMeaning } from './verdict-meaning.tsx'

interface SealDetailsProps {
  readonly facts: BundleFacts
  readonly copy: (text: string) => void
}

/** Third step of the ladder: the verdict in the words of the standard, every check, every certificate, every file. */
export function SealDetails({ facts, copy }: SealDetailsProps): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="details">
      <VerdictBox facts={facts} />
      <section>
        <h3>{t('window.details.checks')}</h3>
        <FindingList findings={facts.findings} clauses />
      </section>
      <section>
        <h3>{t('window.details.signers')}</h3>
        {facts.signers.length === 0 ? <p>{t('window.details.noSigners')}</p> : null}
        {facts.signers.map((signer, index) => (
          <SealDetailsSigner
            key={`${signer.signature} ${index}`}
            signer={signer}
            sample={facts.sample}
            number={index + 1}
            all={facts.signers.length}
          />
        ))}
      </section>
      {facts.timestamps.length === 0 ? null : (
        <section>
          <h3>{t('window.details.timestamps')}</h3>
          <Timestamps timestamps={facts.timestamps} />
        </section>
      )}
      {facts.files.length === 0 ? null : (
        <section>
          <h3>{t('window.details.files')}</h3>
          <SealDetailsFiles files={facts.files} />
        </section>
      )}
      <SealDetailsCheck facts={facts} copy={copy} />
    </div>
  )
}

function VerdictBox({ facts }: { readonly facts: BundleFacts }): ReactNode {
  const { t } = useTranslation()
  const level = sealLevel(facts)
  const { trust } = facts
  return (
    <section className="details-verdict" data-tone={toneOf(level)}>
      <Mark tone={toneOf(level)} size={30} />
      <div>
        <h3>{t(`state.seal.${level}.title`, { count: changedFiles(facts) })}</h3>
        <p>{t(`state.seal.${level}.meaning`)}</p>
        <p className="digits selectable">{verdictCode(facts.verdict)}</p>
        <details className="details-more">
          <summary>{t('window.meaning.title')}</summary>
          <VerdictMeaning verdict={facts.verdict} />
        </details>
        {trust === null ? null : (
          <p className="details-basis selectable">
            {trust.version === null
              ? t('window.details.basisPlain', { policy: trust.policy })
              : t('window.details.basis', {
                  version: trust.version,
                  policy: trust.policy,
                  digest: (trust.sha256 ?? '').slice(0, 16),
                })}
          </p>
        )}
      </div>
    </section>
  )
}
