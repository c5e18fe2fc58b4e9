import type { PlayerState } from './player-state.ts'

/** The player's state and who follows it. */
export interface PlayerStore {
  get(): PlayerState
  /** Tells the followers once, and only when something really changed. */
  set(change: Partial<PlayerState>): void
  subscribe(listener: () => void): () => void
}

export const nothingLoaded: PlayerState = {
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

export function makePlayerStore(): PlayerStore {
  let state = nothingLoaded
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set(change) {
      const next = { ...state, ...change }
      const names = Object.keys(change) as (keyof PlayerState)[]
      if (names.every((name) => next[name] === state[name])) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
