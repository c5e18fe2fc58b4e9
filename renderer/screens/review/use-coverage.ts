import { useEffect } from 'react'
import { mergedSpans, type SeenSpan } from '../../../main/core/access/coverage.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import type { ClipPlayer, PlayerState } from '../../player/player-state.ts'

/** So often what was on screen is told while it plays, in milliseconds. */
const pace = 2_000

/** Tells main which frames were on screen and at which speed: while it plays every few seconds, and when it stops. */
export function useCoverage(workstation: Bridge, player: ClipPlayer | undefined): void {
  useEffect(() => {
    if (!player) return undefined
    let gathered: readonly SeenSpan[] = []
    let before = player.state()
    const tell = (): void => {
      if (gathered.length > 0 && before.clip !== undefined)
        void workstation.reportSeen({ clip: before.clip, spans: gathered })
      gathered = []
    }
    const end = player.subscribe(() => {
      const now = player.state()
      if (now.clip !== before.clip) tell()
      const span = seenBetween(before, now)
      if (span) gathered = mergedSpans([...gathered, span])
      const stopped = before.playing && !now.playing
      before = now
      if (stopped) tell()
    })
    const timer = setInterval(tell, pace)
    return () => {
      end()
      clearInterval(timer)
      tell()
    }
  }, [workstation, player])
}

/** What came on screen from one state of the player to the next; undefined when nothing did. */
export function seenBetween(before: PlayerState, now: PlayerState): SeenSpan | undefined {
  const { frame, playing, rate } = now
  if (frame === undefined || now.clip === undefined) return undefined
  if (frame === before.frame && now.clip === before.clip) return undefined
  if (!playing) return { from: frame, to: frame, rate: 0 }
  const speed = Math.round(rate * 1000)
  const last = before.clip === now.clip && before.playing ? before.frame : undefined
  // A display shows fewer frames than a fast clip has: what lies between two shown ones ran past.
  const near = last !== undefined && Math.abs(frame - last) <= 2 + 3 * Math.ceil(Math.abs(rate))
  const onward = last !== undefined && Math.sign(frame - last) === Math.sign(rate)
  const from = near && onward ? last + Math.sign(rate) : frame
  return { from: Math.min(from, frame), to: Math.max(from, frame), rate: speed }
}
