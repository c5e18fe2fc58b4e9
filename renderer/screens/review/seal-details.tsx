import './seal-details.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleFacts, CertificateFacts, SignerFacts } from '../../../main/core/seal/bundle-facts.ts'
import { bytesText, hashGroups, localTime } from '../../figures.ts'
import { FindingList } from '../../findings/finding-list.tsx'
import { phraseOf } from '../../phrases.ts'
import { changedFiles, commonName, sealLevel, toneOf } from '../../seal-words.ts'
import { Mark } from '../../ui/mark.tsx'
import { fileWords } from './file-list.tsx'

/** Third step of the ladder: the verdict in the words of the standard, every check, every certificate, every file. */
export function SealDetails({ facts }: { readonly facts: BundleFacts }): ReactNode {
  const { t } = useTranslation()
  const level = sealLevel(facts)
  return (
    <div className="details">
      <section className="details-verdict" data-tone={toneOf(level)}>
        <Mark tone={toneOf(level)} size={30} />
        <div>
          <h3>{t(`state.seal.${level}.title`, { count: changedFiles(facts) })}</h3>
          <p>{t(`state.seal.${level}.meaning`)}</p>
          <p className="digits selectable">
            {facts.verdict.indication}
            {facts.verdict.subIndication === null ? '' : ` / ${facts.verdict.subIndication}`}
          </p>
          {facts.verdict.subIndication === null ? null : (
            <p>{phraseOf(t, `subIndication.${facts.verdict.subIndication}.title`)}</p>
          )}
        </div>
      </section>
      <section>
        <h3>{t('window.details.checks')}</h3>
        <FindingList findings={facts.findings} />
      </section>
      <section>
        <h3>{t('window.details.signers')}</h3>
        {facts.signers.length === 0 ? <p>{t('window.details.noSigners')}</p> : null}
        {facts.signers.map((signer) => (
          <Signer key={signer.signature} signer={signer} sample={facts.sample} />
        ))}
      </section>
      {facts.files.length === 0 ? null : (
        <section>
          <h3>{t('window.details.files')}</h3>
          <FileTable facts={facts} />
        </section>
      )}
    </div>
  )
}

function Signer({ signer, sample }: { readonly signer: SignerFacts; readonly sample: boolean }): ReactNode {
  const { t, i18n } = useTranslation()
  const time = (instant: string | null): string =>
    instant === null ? t('window.details.none') : localTime(instant, i18n.language)
  return (
    <div className="details-signer">
      <dl className="details-facts">
        <dt>{t('window.details.signer')}</dt>
        <dd>
          {sample
            ? t('window.details.sampleSigner', { name: commonName(signer.subject) })
            : commonName(signer.subject)}
        </dd>
        <dt>{t('window.details.verdict')}</dt>
        <dd className="digits">
          {signer.verdict.indication}
          {signer.verdict.subIndication === null ? '' : ` / ${signer.verdict.subIndication}`}
        </dd>
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
      </dl>
      <h4>{t('window.details.chain')}</h4>
      <ol className="details-chain">
        {signer.chain.map((certificate) => (
          <Certificate key={certificate.sha256} certificate={certificate} />
        ))}
      </ol>
    </div>
  )
}

function Certificate({ certificate }: { readonly certificate: CertificateFacts }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <li className="details-certificate">
      <b className="selectable">{certificate.subject}</b>
      <span>
        {t('window.details.validity', {
          from: localTime(certificate.notBefore, i18n.language),
          to: localTime(certificate.notAfter, i18n.language),
          key: certificate.keyAlgorithm,
        })}
      </span>
      <span className="digits selectable">{t('window.details.serial', { serial: certificate.serial })}</span>
      <span className="digits selectable">
        {t('window.details.sha256', { hash: hashGroups(certificate.sha256) })}
      </span>
    </li>
  )
}

function FileTable({ facts }: { readonly facts: BundleFacts }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <table className="details-files">
      <thead>
        <tr>
          <th scope="col">{t('window.details.file')}</th>
          <th scope="col">{t('window.details.size')}</th>
          <th scope="col">{t('window.details.state')}</th>
          <th scope="col">{t('window.details.digest')}</th>
        </tr>
      </thead>
      <tbody>
        {facts.files.map((file) => (
          <tr key={file.path}>
            <td className="selectable">{file.path}</td>
            <td className="details-number">{bytesText(file.size, i18n.language)}</td>
            <td>
              <span className="details-state">
                <Mark tone={fileWords(file).tone} size={14} />
                {t(`state.file.${fileWords(file).state}`)}
              </span>
            </td>
            <td className="digits selectable details-hash">{file.sha256 ?? t('window.details.none')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
