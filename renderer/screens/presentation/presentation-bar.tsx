import './presentation.css'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import { type ReactNode, useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { CategoryBadge } from '../review/category-badge.tsx'
import { frameRange, type Note } from '../review/notes.ts'
import { useReviewModel } from '../review/review-model.ts'
import type { Presenting } from '../review/review-state.ts'
import { Clocks } from '../review/transport.tsx'
import { usePlayerPart } from '../review/use-player.ts'
import { useShownPassages } from './use-shown-passages.ts'

/** Below the picture while it is shown to others: clocks to be read from afar, and the finding that belongs to it. */
export function PresentationBar({ presenting }: { readonly presenting: Presenting }): ReactNode {
  const { t } = useTranslation()
  const { workstation, player, tell } = useReviewModel()
  const end = useCallback((): void => tell({ type: 'presenting', presenting: undefined }), [tell])
  useShownPassages(
    workstation,
    player,
    useCallback(
      (failure) => {
        end()
        tell({ type: 'dialog', dialog: { kind: 'trouble', failure } })
      },
      [end, tell],
    ),
  )
  // After the last passage was recorded: main forgets then for whom it is shown.
  useEffect(() => () => void workstation.endPresentation(), [workstation])
  useEscape(end)
  return (
    <section className="presentation" aria-label={t('presentation.title')}>
      <PlayKey />
      <Clocks />
      <Finding />
      <div className="presentation-end">
        <p className="presentation-told">{t('presentation.recorded', { audience: presenting.audience })}</p>
        <Button onPress={end}>{t('presentation.end')}</Button>
      </div>
    </section>
  )
}

function PlayKey(): ReactNode {
  const bus = useCommandBus()
  const { t } = useTranslation()
  const { player } = useReviewModel()
  const playing = usePlayerPart(player, (state) => state.playing)
  return (
    <IconButton
      label={t('command.playback.toggle')}
      className="presentation-play"
      onPress={() => void bus.run('playback.toggle')}
    >
      {playing ? <Pause size={26} aria-hidden /> : <Play size={26} aria-hidden />}
    </IconButton>
  )
}

/** The chosen finding on this frame, and the way to the one before and after. */
function Finding(): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const note = useNoteHere()
  const { notes } = useReviewModel()
  if (notes.length === 0) return <div className="presentation-finding" />
  return (
    <div className="presentation-finding">
      <IconButton
        label={t('command.annotation.previous')}
        onPress={() => void bus.run('annotation.previous')}
      >
        <ChevronLeft size={22} aria-hidden />
      </IconButton>
      <div className="presentation-words" aria-live="polite">
        {note ? (
          <>
            <p>
              <CategoryBadge category={note.annotation.category} />
              <span className="digits">
                {t('presentation.place', {
                  entry: note.entry.seq,
                  frames: frameRange(note.annotation.from.frame, note.annotation.to.frame),
                })}
              </span>
            </p>
            <p className="presentation-text">{note.annotation.text}</p>
          </>
        ) : null}
      </div>
      <IconButton label={t('command.annotation.next')} onPress={() => void bus.run('annotation.next')}>
        <ChevronRight size={22} aria-hidden />
      </IconButton>
    </div>
  )
}

/** The selected one while its frames are on screen, else the first that has this frame. */
function useNoteHere(): Note | undefined {
  const { player, notes, review } = useReviewModel()
  const frame = usePlayerPart(player, (state) => state.frame)
  const here = notes.filter(
    ({ clip, annotation }) =>
      clip === review.clip &&
      frame !== undefined &&
      annotation.from.frame <= frame &&
      frame <= annotation.to.frame,
  )
  return here.find(({ entry }) => entry.seq === review.selected) ?? here[0]
}

function useEscape(end: () => void): void {
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) end()
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [end])
}
