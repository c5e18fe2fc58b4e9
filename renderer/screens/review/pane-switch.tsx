import './pane-switch.css'
import type { ReactNode } from 'react'
import { ToggleButton, Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useReviewModel } from './review-model.ts'
import { panes } from './review-state.ts'

/** A narrow window shows one pane at a time: which one. A wide window shows all three, and this is not there. */
export function PaneSwitch(): ReactNode {
  const { t } = useTranslation()
  const { review, tell } = useReviewModel()
  return (
    <nav className="pane-switch" aria-label={t('window.pane.title')}>
      <Toolbar className="pane-buttons" aria-label={t('window.pane.title')}>
        {panes.map((pane) => (
          <ToggleButton
            key={pane}
            className="pane-button"
            isSelected={review.pane === pane}
            onChange={() => tell({ type: 'pane', pane })}
          >
            {t(`window.pane.${pane}`)}
            {pane === 'notes' && review.draft.state !== 'none' ? (
              <span className="pane-draft">{t('window.pane.draft')}</span>
            ) : null}
          </ToggleButton>
        ))}
      </Toolbar>
    </nav>
  )
}
