import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseView } from '../../../preload/contract/workstation.ts'
import type { CaptionTrack, ClipPlayer } from '../../player/player-state.ts'

/** Caption files of a clip; a file's number is its place among all of the bundle. */
export function captionsOf(view: CaseView, clip: number): readonly CaptionTrack[] {
  const path = view.bundle.case?.clips.find((candidate) => candidate.number === clip)?.path
  return (view.bundle.case?.captions ?? []).flatMap((caption, index) =>
    caption.clip === path ? [{ number: index + 1, language: caption.language }] : [],
  )
}

/** Shows captions in the language of the window, else in the first there is. */
export function useCaptions(
  player: ClipPlayer | undefined,
  tracks: readonly CaptionTrack[],
  wanted: boolean,
  loaded: number | undefined,
): void {
  const { i18n } = useTranslation()
  const best = tracks.find((track) => track.language === i18n.language) ?? tracks[0]
  const language = wanted ? best?.language : undefined
  useEffect(() => player?.showCaptions(language), [player, language, loaded])
}
