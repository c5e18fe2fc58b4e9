import './passport.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseMoment } from '../../../main/core/clip/clocks.ts'
import type { ClockStatement } from '../../../main/core/clip/reference-clock.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { matchSound, type SoundPlace } from '../../player/cameras/match-sound.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ChapterHelp } from '../help/chapter-help.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextBox } from '../../ui/field.tsx'
import { Mark } from '../../ui/mark.tsx'
import { type CameraStart, cameraStart } from './camera-clock.ts'
import { secondsText } from './parse-milliseconds.ts'
import { useReviewModel } from './review-model.ts'

/** Half a window, the way of the sound over some metres, and the recorders' own delays. Milliseconds. */
const ownUncertainty = 40

interface SoundDialogProps {
  readonly clip: number
  readonly close: () => void
}

/** Proposes the clock of one clip from the sound that it shares with another; only the reviewer makes an entry of it. */
export function SoundDialog({ clip: number, close }: SoundDialogProps): ReactNode {
  const { t } = useTranslation()
  const { view, acts } = useReviewModel()
  const clips = view.bundle.case?.clips ?? []
  const clip = clips.find((known) => known.number === number)
  const others = clips.filter((other) => other.number !== number && cameraStart(view, other))
  const [withClip, setWithClip] = useState(String(others[0]?.number ?? ''))
  const [work, setWork] = useState<'idle' | 'working' | 'noSound' | SoundPlace>('idle')
  const [reason, setReason] = useState('')
  const other = others.find((known) => String(known.number) === withClip)
  const start = other && cameraStart(view, other)
  const place = typeof work === 'object' ? work : undefined
  const clock = clip && start && place ? clockFrom(clip, start, place) : undefined
  const compare = async (): Promise<void> => {
    if (!clip || !other) return
    setWork('working')
    setWork((await matchSound({ first: served(other), second: served(clip) })) ?? 'noSound')
  }
  return (
    <Dialog
      title={t('window.sound.title', { clip: clip?.originalName ?? '' })}
      beside={<ChapterHelp chapter="cameras" />}
      closeLabel={t('window.close')}
      onClose={close}
      actions={
        clock && other ? (
          <Button
            look="main"
            isDisabled={reason.trim() === ''}
            onPress={() =>
              acts.setClock(number, {
                ...clock,
                source: t('window.sound.source', { clip: other.originalName }),
                reason: reason.trim(),
              })
            }
          >
            {t('window.sound.sign')}
          </Button>
        ) : (
          <Button look="main" isDisabled={!other || work === 'working'} onPress={() => void compare()}>
            {t('window.sound.start')}
          </Button>
        )
      }
    >
      <p>{t('window.sound.text')}</p>
      <Choice
        label={t('window.sound.with')}
        labelled
        value={withClip}
        options={others.map((known) => ({ value: String(known.number), label: known.originalName }))}
        onChange={(value) => {
          setWithClip(value)
          setWork('idle')
        }}
      />
      <div role="status">
        {work === 'working' ? <p>{t('window.sound.working')}</p> : null}
        {work === 'noSound' ? <p>{t('window.sound.noSound')}</p> : null}
        {place && clock ? <Proposal place={place} clock={clock} /> : null}
      </div>
      {clock ? (
        <TextBox
          label={t('window.sound.reason')}
          lines={2}
          maxLength={1000}
          value={reason}
          onChange={setReason}
        />
      ) : null}
    </Dialog>
  )
}

type Proposed = Omit<ClockStatement, 'source' | 'reason'>

function Proposal({ place, clock }: { readonly place: SoundPlace; readonly clock: Proposed }): ReactNode {
  const { t, i18n } = useTranslation()
  const share = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const tone = place.distinct ? 'proven' : 'caution'
  return (
    <div className="passport">
      <p className="passport-notice" data-tone={tone}>
        <Mark tone={tone} />
        <span>
          {t(place.distinct ? 'window.sound.sure' : 'window.sound.unsure')}{' '}
          {t('window.sound.found', {
            best: share.format(place.best),
            second: share.format(place.second),
            overlap: Math.round(place.overlapSeconds),
          })}
        </span>
      </p>
      <p>
        {t('window.sound.offset', {
          offset: secondsText(clock.offsetMs, i18n.language),
          uncertainty: secondsText(clock.uncertaintyMs, i18n.language),
        })}
      </p>
    </div>
  )
}

function served({ number, size }: ClipFacts): { readonly url: string; readonly size: number } {
  return { url: new URL(`/clip/${number}`, location.href).href, size }
}

/** The clip began as much later than the other as its sound does; where it has no clock, that moment is its beginning. */
function clockFrom(clip: ClipFacts, { startMs, clock }: CameraStart, place: SoundPlace): Proposed {
  const began = Math.round(startMs + place.laterMs)
  const uncertaintyMs = (clock?.uncertaintyMs ?? 0) + ownUncertainty
  const own = clip.startedAt === null ? undefined : parseMoment(clip.startedAt)
  return own && clip.startedAt !== null
    ? { startedAt: clip.startedAt, offsetMs: own.at - began, uncertaintyMs, method: 'sound' }
    : { startedAt: new Date(began).toISOString(), offsetMs: 0, uncertaintyMs, method: 'sound' }
}
