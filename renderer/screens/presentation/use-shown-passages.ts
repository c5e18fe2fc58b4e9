import { useEffect } from 'react'
import type { Failure } from '../../../main/core/failure.ts'
import type { ShownPassage } from '../../../preload/contract/presentation.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import type { ClipPlayer, PlayerState } from '../../player/player-state.ts'

/** So often a passage that goes on is recorded, in milliseconds: a power cut takes no more than that with it. */
const pace = 15_000

/** Records what is shown, passage by passage, until the presentation ends. */
export function useShownPassages(
  workstation: Bridge,
  player: ClipPlayer | undefined,
  refused: (failure: Failure) => void,
): void {
  useEffect(() => {
    if (!player) return undefined
    let passage: ShownPassage | undefined
    let before = player.state()
    const record = (): void => {
      if (passage === undefined) return
      void workstation.recordShown(passage).then((written) => {
        if (!written.ok) refused(written.failure)
      })
      passage = undefined
    }
    const follow = (): void => {
      const now = player.state()
      const next = grown(passage, now)
      // What follows on is one passage with it; a jump, another clip or a stop ends it.
      if (passage && next && !holds(next, passage)) record()
      passage = next ?? passage
      if (before.playing && !now.playing) record()
      before = now
    }
    follow()
    const end = player.subscribe(follow)
    const timer = setInterval(record, pace)
    return () => {
      end()
      clearInterval(timer)
      record()
    }
  }, [workstation, player, refused])
}

/** The passage with the frame on screen: longer where the frame follows on, else a new one; undefined without a frame. */
export function grown(passage: ShownPassage | undefined, now: PlayerState): ShownPassage | undefined {
  const { clip, frame, playing, rate } = now
  if (clip === undefined || frame === undefined) return undefined
  // A display shows fewer frames than a fast clip has.
  const reach = playing ? 2 + 3 * Math.ceil(Math.abs(rate)) : 1
  const follows = passage?.clip === clip && frame >= passage.from - reach && frame <= passage.to + reach
  if (!passage || !follows) return { clip, from: frame, to: frame }
  return { clip, from: Math.min(passage.from, frame), to: Math.max(passage.to, frame) }
}

function holds(next: ShownPassage, passage: ShownPassage): boolean {
  return next.clip === passage.clip && next.from <= passage.from && next.to >= passage.to
}
