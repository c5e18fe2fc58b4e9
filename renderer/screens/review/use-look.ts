import { useCallback, useEffect, useMemo, useState } from 'react'
import { processingSteps } from '../../../main/core/picture/processing.ts'
import { type Look, originalLook } from '../../player/look/look.ts'
import type { ClipPlayer } from '../../player/player-state.ts'

/** How the clips of this screen are looked at; each keeps its own. */
export interface LookDesk {
  /** What was chosen for the clip on stage. */
  readonly look: Look
  /** What is on screen: the original, while that was asked for. */
  readonly shown: Look
  readonly original: boolean
  readonly panel: boolean
  readonly magnifier: boolean
  /** Whoever changes something wants to see it. */
  change(to: (look: Look) => Look): void
  toggle(what: 'original' | 'panel' | 'magnifier'): void
}

interface Switches {
  readonly original: boolean
  readonly panel: boolean
  readonly magnifier: boolean
}

/** Display only: the player is told, evidence and annotations are not. */
export function useLook(clip: number, player: ClipPlayer | undefined, loaded: number | undefined): LookDesk {
  const [looks, setLooks] = useState<ReadonlyMap<number, Look>>(new Map())
  const [switches, setSwitches] = useState<Switches>({ original: false, panel: false, magnifier: false })
  const look = looks.get(clip) ?? originalLook
  const shown = switches.original ? originalLook : look
  const { processing } = shown
  useEffect(() => {
    if (loaded === clip) player?.process(processingSteps(processing).length > 0 ? processing : null)
  }, [player, clip, loaded, processing])
  const change = useCallback(
    (to: (look: Look) => Look) => {
      setLooks((known) => new Map(known).set(clip, to(known.get(clip) ?? originalLook)))
      setSwitches((known) => ({ ...known, original: false }))
    },
    [clip],
  )
  const toggle = useCallback(
    (what: keyof Switches) => setSwitches((known) => ({ ...known, [what]: !known[what] })),
    [],
  )
  return useMemo(
    () => ({ look, shown, ...switches, change, toggle }),
    [look, shown, switches, change, toggle],
  )
}
