import Copy from 'lucide-react/icons/copy'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleFacts } from '../../../main/core/seal/bundle-facts.ts'
import { checkedKind, checkSteps, type CheckStep } from '../../../main/core/seal/check-commands.ts'
import { Button } from '../../ui/button.tsx'

interface CheckProps {
  readonly facts: BundleFacts
  readonly copy: (text: string) => void
}

/** How anybody checks this very file with tools that are not ours. */
export function SealDetailsCheck({ facts, copy }: CheckProps): ReactNode {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<string>()
  const kind = checkedKind(facts)
  const steps = checkSteps(facts)
  if (kind === undefined || steps.length === 0) return null
  const take = (key: string, text: string) => () => {
    copy(text)
    setCopied(key)
  }
  const all = steps.flatMap(({ commands }) => commands).join('\n')
  return (
    <section className="check-yourself">
      <h3>{t('window.check.title')}</h3>
      <p>{t(`window.check.${kind}`)}</p>
      <p>{t('window.check.windows')}</p>
      <ol className="check-steps">
        {steps.map((step) => (
          <Step key={step.key} step={step} copied={copied === step.key} take={take} />
        ))}
      </ol>
      <Button onPress={take('all', `${all}\n`)}>
        <Copy size={14} aria-hidden />
        {t(copied === 'all' ? 'window.check.copied' : 'window.check.copyAll')}
      </Button>
      <p className="unseen" role="status">
        {copied === undefined ? '' : t('window.check.copied')}
      </p>
    </section>
  )
}

interface StepProps {
  readonly step: CheckStep
  readonly copied: boolean
  readonly take: (key: string, text: string) => () => void
}

function Step({ step: { key, commands }, copied, take }: StepProps): ReactNode {
  const { t } = useTranslation()
  const text = `${commands.join('\n')}\n`
  const title = t(`seal.kit.${key}.title`)
  return (
    <li>
      <div className="check-step-head">
        <h4>{title}</h4>
        <Button look="bare" aria-label={t('window.check.copyStep', { title })} onPress={take(key, text)}>
          <Copy size={14} aria-hidden />
          {t(copied ? 'window.check.copied' : 'window.check.copy')}
        </Button>
      </div>
      <p>{t(`seal.kit.${key}.text`)}</p>
      <pre className="selectable">{commands.join('\n')}</pre>
    </li>
  )
}
