import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CertificateFacts } from '../../../main/core/seal/bundle-facts.ts'
import { hashGroups, localTime } from '../../figures.ts'
import { phraseOf } from '../../phrases.ts'
import { commonName } from '../../seal-words.ts'

/** Signer first, anchor last. */
export function Chain({ chain }: { readonly chain: readonly CertificateFacts[] }): ReactNode {
  const { t } = useTranslation()
  if (chain.length === 0) return <p>{t('window.details.noChain')}</p>
  return (
    <ol className="details-chain">
      {chain.map((certificate) => (
        <Certificate key={certificate.sha256} certificate={certificate} />
      ))}
    </ol>
  )
}

function Certificate({ certificate }: { readonly certificate: CertificateFacts }): ReactNode {
  const { t, i18n } = useTranslation()
  const { subject, issuer, serial, sha256, notBefore, notAfter, keyAlgorithm, usage, ca } = certificate
  const uses = usage.map((use) => phraseOf(t, `state.usage.${use.replaceAll('.', '-')}`))
  const words = [...uses, ...(ca ? [t('window.details.ca')] : [])]
  return (
    <li className="details-certificate">
      <details>
        <summary>
          <b>{commonName(subject)}</b>
          <span>
            {t('window.details.validity', {
              from: localTime(notBefore, i18n.language),
              to: localTime(notAfter, i18n.language),
              key: keyAlgorithm,
            })}
          </span>
        </summary>
        <dl className="details-facts">
          <dt>{t('window.details.subject')}</dt>
          <dd className="selectable">{subject}</dd>
          <dt>{t('window.details.issuer')}</dt>
          <dd className="selectable">{issuer}</dd>
          <dt>{t('window.details.serialName')}</dt>
          <dd className="digits selectable">{serial}</dd>
          <dt>{t('window.details.usage')}</dt>
          <dd>{words.length === 0 ? t('window.details.noUsage') : words.join(', ')}</dd>
          <dt>{t('window.details.fingerprint')}</dt>
          <dd className="digits selectable">{hashGroups(sha256)}</dd>
        </dl>
      </details>
    </li>
  )
}
