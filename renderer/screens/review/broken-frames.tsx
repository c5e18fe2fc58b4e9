import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { BrokenChunk } from '../../../preload/contract/workstation.ts'
import { mediaTime } from '../../figures.ts'
import type { PlayerTrouble } from '../../player/player-state.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { brokenEntry } from './broken-entry.ts'
import { useReviewModel } from './review-model.ts'
import { spanOfFrames } from './timeline-scale.ts'

interface BrokenFramesProps {
  readonly trouble: PlayerTrouble
  readonly clip: ClipFacts
  readonly broken: readonly BrokenChunk[]
  readonly copy: (text: string) => void
}

/** Stands where the picture would be: which frames are missing, why, and where the next good one is. */
export function BrokenFrames({ trouble, clip, broken, copy }: BrokenFramesProps): ReactNode {
  const { t } = useTranslation()
  const { table, view, acts, tell, player } = useReviewModel()
  if (trouble.kind === 'mediaError') {
    return (
      <div className="stage-trouble" role="alert">
        <Mark tone="broken" size={48} />
        <h2>{t('window.stage.errorTitle')}</h2>
        <p>{t('window.stage.errorText')}</p>
        <p className="digits selectable">{trouble.message}</p>
      </div>
    )
  }
  const frames = table.state === 'ready' ? table.table : undefined
  const { from, to } = trouble
  const facts = { from, to, count: to - from + 1, length: lengthOf(frames, from, to) }
  const next = frames && to + 1 < frames.pts.length ? to + 1 : undefined
  const chunks = broken
    .filter((chunk) => chunk.clip === clip.number && chunk.from <= to && chunk.to >= from)
    .map((chunk) => chunk.chunk)
  const entry = brokenEntry(view.entries, view.bundle.manifestSha256, clip.number, chunks)
  return (
    <div className="stage-trouble" role="alert">
      <Mark tone={trouble.kind === 'brokenChunk' ? 'broken' : 'caution'} size={48} />
      <h2>{t('window.stage.notShown')}</h2>
      <p>
        {t(`window.stage.${trouble.kind}`, facts)} {t('window.stage.restUsable')}
        {entry && trouble.kind === 'brokenChunk'
          ? ` ${t('window.stage.recorded', { entry: entry.seq })}`
          : ''}
      </p>
      <div className="stage-actions">
        {next === undefined ? null : (
          <Button onPress={() => acts.goTo(next)}>{t('window.stage.nextGood', { frame: next })}</Button>
        )}
        <Button onPress={() => copy(findingText())}>{t('window.stage.copyFinding')}</Button>
        <Button look="main" onPress={() => tell({ type: 'dialog', dialog: { kind: 'sealDetails' } })}>
          {t('window.seal.details')}
        </Button>
      </div>
    </div>
  )

  /** For a letter to the office that sealed the bundle: names and numbers, in words of no language. */
  function findingText(): string {
    return [
      `bundle ${view.bundle.name}`,
      `manifest-sha256 ${view.bundle.manifestSha256}`,
      `clip ${clip.path}`,
      `${trouble.kind} frames ${from}-${to}`,
      ...(chunks.length > 0 ? [`chunks ${chunks.join(',')}`] : []),
      ...(frames ? [`media-time ${mediaTime(frames, from)}`] : []),
      `frame-on-screen ${player?.state().frame ?? '-'}`,
    ].join('\n')
  }
}

function lengthOf(frames: FrameTable | undefined, from: number, to: number): number {
  if (!frames) return 0
  const span = spanOfFrames(frames, from, to)
  return Math.round((span.to - span.from) * 10) / 10
}
