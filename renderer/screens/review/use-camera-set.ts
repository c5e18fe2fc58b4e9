import { type RefCallback, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { Workstation } from '../../../preload/contract/workstation.ts'
import { type CameraSet, type CamerasState, makeCameraSet } from '../../player/cameras/camera-set.ts'

/** A clip that is shown on the common clock. */
export interface Camera {
  readonly clip: ClipFacts
  readonly table: FrameTable
  readonly startMs: number
}

/** Frame tables by clip, as they come; main builds each once. */
export function useFrameTables(workstation: Workstation, clips: string): ReadonlyMap<number, FrameTable> {
  const [tables, setTables] = useState<ReadonlyMap<number, FrameTable>>(new Map())
  useEffect(() => {
    let wanted = true
    for (const clip of clips
      .split(',')
      .filter((name) => name !== '')
      .map(Number))
      void workstation.frameTable({ clip }).then((result) => {
        if (wanted && result.ok) setTables((known) => new Map(known).set(clip, result.value))
      })
    return () => {
      wanted = false
    }
  }, [workstation, clips])
  return tables
}

/** The moment last shown is kept for whoever comes next. The cameras given at first, each in its place; whoever wants others makes a new component. */
export function useCameraSet(
  given: readonly Camera[],
  kept: { moment: number | undefined },
): readonly [CameraSet | undefined, (pane: number) => RefCallback<HTMLElement>] {
  const [cameras] = useState(given)
  const [made, setMade] = useState<CameraSet>()
  const hosts = useRef(new Map<number, HTMLElement>())
  const place = useCallback(
    (pane: number) => (element: HTMLElement | null) => {
      if (element) hosts.current.set(pane, element)
    },
    [],
  )
  useEffect(() => {
    const moments = kept
    const panes = cameras.flatMap((camera, pane) => {
      const host = hosts.current.get(pane)
      return host ? [{ ...camera, host }] : []
    })
    const set = makeCameraSet(panes)
    setMade(set)
    void set.showMoment(kept.moment ?? set.span.from)
    return () => {
      moments.moment = set.state().moment
      setMade(undefined)
      set.destroy()
    }
  }, [cameras, kept])
  return [made, place]
}

const nothing: CamerasState = { moment: 0, playing: false, rate: 1, loop: undefined, panes: [] }

export function useCamerasState(set: CameraSet | undefined): CamerasState {
  const subscribe = useCallback(
    (listener: () => void) => set?.subscribe(listener) ?? (() => undefined),
    [set],
  )
  return useSyncExternalStore(subscribe, () => set?.state() ?? nothing)
}
