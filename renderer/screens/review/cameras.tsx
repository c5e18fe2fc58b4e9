import './cameras.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { momentOf } from '../../../main/core/clip/master-clock.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { Button, KeyCap } from '../../ui/button.tsx'
import { useKeys } from '../../key-words.ts'
import { CameraBoard } from './camera-board.tsx'
import { cameraStart } from './camera-clock.ts'
import { type ReviewModel, useReviewModel } from './review-model.ts'
import { useFrameTables } from './use-camera-set.ts'

const most = 4

/** Two to four clips of the case side by side, locked to the reference clock. */
export function Cameras(): ReactNode {
  const { t } = useTranslation()
  const model = useReviewModel()
  const { view, workstation } = model
  const clips = view.bundle.case?.clips ?? []
  const known = clips.filter((clip) => cameraStart(view, clip))
  const [chosen, setChosen] = useState<readonly number[]>(() =>
    known.slice(0, most).map(({ number }) => number),
  )
  const [kept] = useState(() => ({ moment: momentOnStage(model) }))
  const shown = known.filter(({ number }) => chosen.includes(number))
  const tables = useFrameTables(workstation, shown.map(({ number }) => number).join())
  const cameras = shown.flatMap((clip) => {
    const [table, start] = [tables.get(clip.number), cameraStart(view, clip)]
    return table && start ? [{ clip, table, startMs: start.startMs }] : []
  })
  const ready = cameras.length === shown.length && cameras.length > 1
  const key = cameras.map(({ clip, startMs }) => `${clip.number}@${startMs}`).join()
  return (
    <section className="cameras" aria-label={t('window.cameras.title')}>
      <Head clips={clips} chosen={chosen} choose={setChosen} />
      {ready ? (
        <CameraBoard key={key} cameras={cameras} kept={kept} />
      ) : (
        <p className="cameras-empty" role="status">
          {t(shown.length < 2 ? 'window.cameras.tooFew' : 'window.cameras.reading')}
        </p>
      )}
    </section>
  )
}

/** Where the reviewer was looking, on the common clock: the other cameras are asked for the same moment. */
function momentOnStage({ view, clip, table, player }: ReviewModel): number | undefined {
  const start = clip && cameraStart(view, clip)
  const frame = player?.state().frame
  if (!start || frame === undefined || table.state !== 'ready') return undefined
  return momentOf({ table: table.table, startMs: start.startMs }, frame)
}

interface HeadProps {
  readonly clips: readonly ClipFacts[]
  readonly chosen: readonly number[]
  readonly choose: (clips: readonly number[]) => void
}

/** Which clips, and what is known of their clocks. */
function Head({ clips, chosen, choose }: HeadProps): ReactNode {
  const { t } = useTranslation()
  const { tell } = useReviewModel()
  const keys = useKeys()
  return (
    <header className="cameras-head">
      <div className="cameras-choice" role="group" aria-label={t('window.cameras.choose')}>
        {clips.map((clip) => (
          <Choose key={clip.number} clip={clip} chosen={chosen} choose={choose} />
        ))}
      </div>
      <Button onPress={() => tell({ type: 'cameras' })}>
        {t('window.cameras.leave')}
        <KeyCap>{keys('view.cameras')}</KeyCap>
      </Button>
    </header>
  )
}

interface ChooseProps extends Omit<HeadProps, 'clips'> {
  readonly clip: ClipFacts
}

/** A clip without a clock can be given one here. */
function Choose({ clip, chosen, choose }: ChooseProps): ReactNode {
  const { t } = useTranslation()
  const { view, tell } = useReviewModel()
  const on = chosen.includes(clip.number)
  const start = cameraStart(view, clip)
  const others = (view.bundle.case?.clips ?? []).filter(
    (other) => other.number !== clip.number && cameraStart(view, other),
  )
  return (
    <span className="cameras-clip">
      <Button
        look="bare"
        aria-pressed={on && start !== undefined}
        isDisabled={!start || (!on && chosen.length >= most)}
        onPress={() =>
          choose(on ? chosen.filter((number) => number !== clip.number) : [...chosen, clip.number])
        }
      >
        {clip.originalName}
      </Button>
      {start?.clock ? null : (
        <>
          <Button
            look="bare"
            onPress={() => tell({ type: 'dialog', dialog: { kind: 'clock', clip: clip.number } })}
          >
            {t('window.cameras.setClock')}
          </Button>
          {others.length > 0 ? (
            <Button
              look="bare"
              onPress={() => tell({ type: 'dialog', dialog: { kind: 'sound', clip: clip.number } })}
            >
              {t('window.cameras.sound')}
            </Button>
          ) : null}
        </>
      )}
    </span>
  )
}
