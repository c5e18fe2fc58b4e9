import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnchorFacts } from '../../../main/core/trust/trust-facts.ts'
import { hashGroups, localTime } from '../../figures.ts'
import { commonName } from '../../seal-words.ts'
import { Chip } from '../../ui/chip.tsx'
import { Mark } from '../../ui/mark.tsx'

interface AnchorsProps {
  readonly anchors: readonly AnchorFacts[]
  /** Milliseconds. */
  readonly now: number
}

/** Every authority with its roles and its term. */
export function TrustAnchors({ anchors, now }: AnchorsProps): ReactNode {
  const { t } = useTranslation()
  return (
    <section>
      <h4>{t('window.trust.anchors.title')}</h4>
      <ul className="trust-cards">
        {anchors.map((anchor) => (
          <Anchor key={anchor.certificate.sha256} anchor={anchor} now={now} />
        ))}
      </ul>
    </section>
  )
}

interface AnchorProps {
  readonly anchor: AnchorFacts
  readonly now: number
}

function Anchor({ anchor: { certificate, roles }, now }: AnchorProps): ReactNode {
  const { t, i18n } = useTranslation()
  const over = Date.parse(certificate.notAfter) < now
  const until = localTime(certificate.notAfter, i18n.language)
  return (
    <li className="trust-card" data-tone={over ? 'caution' : 'proven'}>
      <p className="trust-card-head">
        <b title={certificate.subject}>{commonName(certificate.subject)}</b>
        {roles.map((role) => (
          <Chip key={role}>{t(`state.role.${role}`)}</Chip>
        ))}
      </p>
      <p className="trust-term">
        {over ? <Mark tone="caution" size={14} /> : null}
        {t(over ? 'window.trust.anchors.over' : 'window.trust.anchors.until', {
          until,
          key: certificate.keyAlgorithm,
        })}
      </p>
      <p className="digits selectable trust-hash">{hashGroups(certificate.sha256)}</p>
    </li>
  )
}
