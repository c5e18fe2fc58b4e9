import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignerFacts } from '../../../main/core/seal/bundle-facts.ts'
import { localTime } from '../../figures.ts'
import { FindingList } from '../../findings/finding-list.tsx'
import { commonName } from '../../seal-words.ts'
import { Chain } from './seal-details-chain.tsx'
import { Algorithms, Attributes, Timestamps } from './seal-details-signature.tsx'
import { verdictCode, VerdictMeaning } from './verdict-meaning.tsx'

interface SignerProps {
  readonly signer: SignerFacts
  readonly sample: boolean
  readonly number: number
  readonly all: number
}

/** One signature: who, over what, when, by which chain, and what stands in it. */
export function SealDetailsSigner({ signer, sample, number, all }: SignerProps): ReactNode {
  const { t } = useTranslation()
  const name = commonName(signer.subject)
  return (
    <article className="details-signer" data-countersigns={signer.countersigns !== null}>
      <h4 className="details-signer-name">
        {all > 1 ? t('window.details.numbered', { number, all, name }) : name}
      </h4>
      <SignerSummary signer={signer} sample={sample} name={name} />
      <details className="details-more">
        <summary>{t('window.meaning.title')}</summary>
        <VerdictMeaning verdict={signer.verdict} />
      </details>
      {signer.findings.length === 0 ? null : (
        <details className="details-more">
          <summary>{t('window.details.ownChecks', { count: signer.findings.length })}</summary>
          <FindingList findings={signer.findings} clauses />
        </details>
      )}
      <h5>{t('window.details.chain')}</h5>
      <Chain chain={signer.chain} />
      {signer.timestamps.length === 0 ? null : (
        <>
          <h5>{t('window.details.timestamps')}</h5>
          <Timestamps timestamps={signer.timestamps} />
        </>
      )}
      {signer.attributes.length === 0 ? null : <Attributes attributes={signer.attributes} />}
      {signer.algorithms.length === 0 ? null : <Algorithms algorithms={signer.algorithms} />}
    </article>
  )
}

function SignerSummary({
  signer,
  sample,
  name,
}: Pick<SignerProps, 'signer' | 'sample'> & { readonly name: string }): ReactNode {
  const { t, i18n } = useTranslation()
  const time = (instant: string | null): string =>
    instant === null ? t('window.details.none') : localTime(instant, i18n.language)
  return (
    <dl className="details-facts">
      <dt>{t('window.details.signer')}</dt>
      <dd>{sample ? t('window.details.sampleSigner', { name }) : name}</dd>
      <dt>{t('window.details.verdict')}</dt>
      <dd className="digits">{verdictCode(signer.verdict)}</dd>
      <dt>{t('window.details.algorithm')}</dt>
      <dd>{signer.algorithm}</dd>
      <dt>{t('window.details.claimedTime')}</dt>
      <dd>{time(signer.claimedTime)}</dd>
      <dt>{t('window.details.provenTime')}</dt>
      <dd>{time(signer.provenTime)}</dd>
      <dt>{t('window.details.revocation')}</dt>
      <dd>{time(signer.revocationAsOf)}</dd>
      <dt>{t('window.details.signature')}</dt>
      <dd className="selectable">{signer.signature}</dd>
      {signer.countersigns === null ? null : (
        <>
          <dt>{t('window.details.countersigns')}</dt>
          <dd className="selectable">{commonName(signer.countersigns)}</dd>
        </>
      )}
      {signer.signs === null ? null : (
        <>
          <dt>{t('window.details.signs')}</dt>
          <dd className="selectable">{signer.signs}</dd>
        </>
      )}
    </dl>
  )
}
