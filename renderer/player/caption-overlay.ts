import './player.css'
import { captionsAt, parseCaptions, type Cue } from '../../main/core/clip/captions.ts'
import type { CaptionTrack } from './player-state.ts'

/** The captions over the picture: the same whether it plays or stands. */
export interface CaptionOverlay {
  readonly element: HTMLElement
  load(tracks: readonly CaptionTrack[]): void
  choose(language: string | undefined): void
  /** Shows what is said at a moment, in milliseconds of media time; undefined shows nothing. */
  at(moment: number | undefined): void
}

export function makeCaptionOverlay(document: Document): CaptionOverlay {
  const element = document.createElement('div')
  element.className = 'player-captions'
  let tracks: readonly CaptionTrack[] = []
  let cues: readonly Cue[] = []
  let moment: number | undefined
  let request = 0

  function draw(): void {
    const text =
      moment === undefined
        ? ''
        : captionsAt(cues, moment)
            .map((cue) => cue.text)
            .join('\n')
    if (element.textContent !== text) element.textContent = text
    element.hidden = text === ''
  }

  async function choose(language: string | undefined): Promise<void> {
    const mine = ++request
    const track = tracks.find((one) => one.language === language)
    const found = track ? await fetchCues(track.number) : []
    if (mine !== request) return
    cues = found
    element.lang = language ?? ''
    draw()
  }

  return {
    element,
    load(next) {
      tracks = next
      void choose(undefined)
    },
    choose: (language) => void choose(language),
    at(next) {
      moment = next
      draw()
    },
  }
}

/** Captions that cannot be had (their bytes do not match the seal) are no captions; main has reported why. */
export async function fetchCues(number: number): Promise<readonly Cue[]> {
  const response = await fetch(`/caption/${number}`)
  return response.ok ? (parseCaptions(await response.text()) ?? []) : []
}
