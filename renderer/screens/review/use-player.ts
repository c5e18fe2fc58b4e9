import { type RefCallback, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { BrokenChunk } from '../../../preload/contract/workstation.ts'
import { makeClipPlayer } from '../../player/clip-player.ts'
import type { ClipPlayer, PlayerState } from '../../player/player-state.ts'

/** A player in an element of the page, for as long as the element is there; the second is the element's ref. */
export function usePlayer(): readonly [ClipPlayer | undefined, RefCallback<HTMLElement>] {
  const [player, setPlayer] = useState<ClipPlayer>()
  const place = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    const made = makeClipPlayer(element)
    setPlayer(made)
    return () => {
      setPlayer(undefined)
      made.destroy()
    }
  }, [])
  return [player, place]
}

const still: PlayerState = {
  clip: undefined,
  frame: undefined,
  wanted: undefined,
  playing: false,
  rate: 1,
  muted: false,
  volume: 1,
  seeking: false,
  loop: undefined,
  size: undefined,
  trouble: undefined,
}

/** One part of the player's state, so that only those who draw it follow each frame. */
export function usePlayerPart<T>(player: ClipPlayer | undefined, part: (state: PlayerState) => T): T {
  const subscribe = useCallback(
    (listener: () => void) => player?.subscribe(listener) ?? (() => undefined),
    [player],
  )
  return useSyncExternalStore(subscribe, () => part(player?.state() ?? still))
}

/** Tells the player of chunks that main found broken. */
export function useBrokenFrames(
  player: ClipPlayer | undefined,
  clip: number,
  loaded: number | undefined,
  broken: readonly BrokenChunk[],
): void {
  useEffect(() => {
    if (loaded !== clip) return
    for (const chunk of broken)
      if (chunk.clip === clip) player?.markBroken({ from: chunk.from, to: chunk.to })
  }, [player, clip, loaded, broken])
}
