import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FindingList } from '../../findings/finding-list.tsx'
import { changedFiles, commonName, sealLevel, toneOf } from '../../seal-words.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { VerdictMeaning } from './verdict-meaning.tsx'
import { useReviewModel } from './review-model.ts'

/** The seal in short: what it means, who sealed, and every check. */
export function SealSheet(): ReactNode {
  const { t } = useTranslation()
  const { view, tell } = useReviewModel()
  const level = sealLevel(view.bundle)
  return (
    <div className="pane-scroll seal-sheet">
      <p className="seal-sheet-verdict">
        <Mark tone={toneOf(level)} size={18} />
        <b>{t(`state.seal.${level}.title`, { count: changedFiles(view.bundle) })}</b>
      </p>
      <p className="seal-sheet-meaning">{t(`state.seal.${level}.meaning`)}</p>
      <details className="details-more">
        <summary>{t('window.meaning.title')}</summary>
        <VerdictMeaning verdict={view.bundle.verdict} />
      </details>
      {view.bundle.signers.map((signer) => (
        <p key={signer.signature} className="seal-sheet-signer">
          <span>{t('state.fact.signer.name')}</span>
          <b>{commonName(signer.subject)}</b>
        </p>
      ))}
      <FindingList findings={view.bundle.findings} brief />
      <Button onPress={() => tell({ type: 'dialog', dialog: { kind: 'sealDetails' } })}>
        {t('window.seal.details')}
      </Button>
    </div>
  )
}
