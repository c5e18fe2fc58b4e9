import './stage.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureWords } from '../../failure-words.ts'
import { displayAspect } from '../../player/fit.ts'
import { changesOf } from '../../player/look/look.ts'
import { Mark } from '../../ui/mark.tsx'
import { BrokenFrames } from './broken-frames.tsx'
import { FrameAnnouncer } from './frame-announcer.tsx'
import { LookPanel } from './look-panel.tsx'
import { RegionLayer } from './region-layer.tsx'
import { useReviewModel } from './review-model.ts'
import { StageTools } from './stage-tools.tsx'
import { StageView } from './stage-view.tsx'
import { usePlayerPart } from './use-player.ts'

/** The picture, and what is said about it. The player draws into the place; nothing is drawn into the picture. */
export function Stage(): ReactNode {
  const { t } = useTranslation()
  const { player, place, table, clip, view, workstation, look } = useReviewModel()
  const trouble = usePlayerPart(player, (state) => state.trouble)
  const shown = usePlayerPart(player, (state) => state.frame !== undefined)
  const frames = table.state === 'ready' ? table.table : undefined
  const damaged = usePlayerPart(player, (state) => frames?.damaged.includes(state.frame ?? -1) ?? false)
  const upright = look.shown.turn === 0 || look.shown.turn === 180
  const natural = frames ? displayAspect(frames) : 16 / 9
  const ratio = upright ? natural : 1 / natural
  return (
    <section className="stage" data-look={look.panel} aria-label={t('window.stage.title')}>
      <StageTools />
      <LookPanel />
      <div
        className="stage-picture"
        style={{ '--ratio': String(ratio) } as object}
        data-hidden={trouble !== undefined}
      >
        <StageView>
          <div className="stage-player" ref={place} />
          {shown && !trouble ? <RegionLayer /> : null}
        </StageView>
        {table.state === 'failed' ? <StageFailure words={failureWords(t, table.failure)} /> : null}
        {trouble && clip ? (
          <BrokenFrames
            trouble={trouble}
            clip={clip}
            broken={view.broken}
            copy={(text) => workstation.copyText({ text })}
          />
        ) : null}
      </div>
      {shown && !trouble ? (
        <p className="stage-notes" style={{ '--ratio': String(ratio) } as object}>
          {changesOf(look.shown).length === 0 ? (
            <span className="stage-original">{t('window.stage.original')}</span>
          ) : null}
          {damaged ? (
            <span>
              <Mark tone="caution" size={13} />
              {t('window.stage.damaged')}
            </span>
          ) : null}
          <span>
            <Mark tone="proven" size={13} />
            {t('window.stage.verified')}
          </span>
        </p>
      ) : null}
      {table.state === 'reading' ? <p className="stage-reading">{t('window.stage.reading')}</p> : null}
      <FrameAnnouncer />
    </section>
  )
}

function StageFailure({ words }: { readonly words: ReturnType<typeof failureWords> }): ReactNode {
  return (
    <div className="stage-trouble" role="alert">
      <Mark tone="broken" size={48} />
      <h2>{words.title}</h2>
      <p>{words.evidence}</p>
      <p>{words.remedy}</p>
      <p className="digits selectable">{words.code}</p>
    </div>
  )
}
