import CreditCard from 'lucide-react/icons/credit-card'
import KeyRound from 'lucide-react/icons/key-round'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { IdentityFacts } from '../../../main/core/people/identity-facts.ts'
import type { PeopleView } from '../../../preload/contract/people.ts'
import { hashGroups, localTime } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import type { SectionProps } from './section.ts'
import type { PeopleModel } from './use-people.ts'

interface IdentityRowProps {
  readonly identity: IdentityFacts
  readonly view: PeopleView
  readonly people: PeopleModel
  readonly workstation: SectionProps['workstation']
}

const tones: Readonly<Record<IdentityFacts['state'], Tone>> = {
  noCertificate: 'pending',
  notYetValid: 'caution',
  valid: 'proven',
  expiresSoon: 'caution',
  expired: 'broken',
}

/** One person: who, with which key, how the certificate stands, and what can be done about it. */
export function IdentityRow({ identity, view, people, workstation }: IdentityRowProps): ReactNode {
  const { t, i18n } = useTranslation()
  const { certificate, state } = identity
  const time = (instant: string | undefined): string => (instant ? localTime(instant, i18n.language) : '')
  const Sign = identity.kind === 'token' ? CreditCard : KeyRound
  const unlocked = certificate !== null && certificate.sha256 === view.unlocked
  return (
    <li className="people-row" data-tone={tones[state]}>
      <Sign size={20} strokeWidth={1.6} aria-hidden />
      <div className="people-facts">
        <p className="people-name">
          <b className="selectable">{certificate?.subject ?? identity.name}</b>
          {unlocked ? <Chip tone="proven">{t('window.people.signsNow')}</Chip> : null}
          {view.chosen === identity.id ? <Chip>{t('window.people.chosen')}</Chip> : null}
          {identity.sample ? <Chip tone="caution">{t('window.people.sample')}</Chip> : null}
        </p>
        <p className="people-state">
          <Mark tone={tones[state]} size={14} />
          {t(`window.people.state.${state}`, {
            from: time(certificate?.notBefore),
            until: time(certificate?.notAfter),
          })}
        </p>
        <p className="people-kind">
          {identity.token === null
            ? t('window.people.onFile')
            : t('window.people.onCard', { card: identity.token })}
          <span>{identity.algorithm}</span>
          {identity.padding === 'pss' ? <span>{t('window.people.padding.pss')}</span> : null}
        </p>
        {certificate === null ? null : (
          <dl className="people-certificate">
            <dt>{t('window.people.issuer')}</dt>
            <dd className="selectable">{certificate.issuer}</dd>
            <dt>{t('window.people.digest')}</dt>
            <dd className="digits selectable">{hashGroups(certificate.sha256)}</dd>
          </dl>
        )}
        <RowActs identity={identity} people={people} workstation={workstation} />
      </div>
    </li>
  )
}

function RowActs({ identity, people, workstation }: Omit<IdentityRowProps, 'view'>): ReactNode {
  const { t } = useTranslation()
  const { id, certificate } = identity
  const name = certificate?.subject ?? identity.name
  const isFile = identity.kind === 'keyFile'
  const acts = [
    ...(certificate ? [['sign', () => workstation.chooseSigner({ id })] as const] : []),
    ...(isFile && !certificate ? [['request', () => workstation.saveRequest({ id })] as const] : []),
    ['certificate', () => workstation.takeCertificate({ id })] as const,
    ...(isFile ? [['passphrase', () => workstation.changePassphrase({ id })] as const] : []),
    ['remove', () => workstation.removeIdentity({ id })] as const,
  ]
  return (
    <div className="people-buttons" role="group" aria-label={name}>
      {acts.map(([act, doing]) => (
        <Button key={act} onPress={() => void people.act(doing)}>
          {t(`window.people.act.${act}`)}
        </Button>
      ))}
    </div>
  )
}
