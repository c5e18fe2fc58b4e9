import { useSyncExternalStore } from 'react'

/** Lanes that can be put away; the others always stand. */
export const optionalLanes = ['case', 'pictures', 'sound', 'seen'] as const
export type OptionalLane = (typeof optionalLanes)[number]

const key = 'asservat.lanes'
const listeners = new Set<() => void>()
let chosen: readonly OptionalLane[] | undefined = readChosen()

/** Below this height of the window the picture needs the room more. */
const roomy = 860

function readChosen(): readonly OptionalLane[] | undefined {
  const stored = localStorage.getItem(key)
  return stored === null ? undefined : optionalLanes.filter((lane) => stored.split(' ').includes(lane))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('resize', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('resize', listener)
  }
}

const all: readonly OptionalLane[] = optionalLanes
const few: readonly OptionalLane[] = ['sound', 'seen']

function shownNow(): readonly OptionalLane[] {
  return chosen ?? (window.innerHeight >= roomy ? all : few)
}

/** As it was chosen on this workstation; before that, as the height of the window allows. */
export function useShownLanes(): readonly OptionalLane[] {
  return useSyncExternalStore(subscribe, shownNow)
}

export function showLanes(lanes: readonly OptionalLane[]): void {
  chosen = optionalLanes.filter((lane) => lanes.includes(lane))
  localStorage.setItem(key, chosen.join(' '))
  for (const listener of listeners) listener()
}

export function toggleLane(lane: OptionalLane): void {
  const shown = shownNow()
  showLanes(shown.includes(lane) ? shown.filter((other) => other !== lane) : [...shown, lane])
}
