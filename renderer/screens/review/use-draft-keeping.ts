import { useEffect, useRef, useState } from 'react'
import type { DraftKeeping, UnsignedDraft } from '../../../preload/contract/notes.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import type { Draft } from './draft.ts'
import type { ReviewEvent } from './review-state.ts'

/** So long after the last change a draft is kept, in milliseconds. */
const rest = 600

interface Keeping {
  readonly workstation: Bridge
  readonly draft: Draft
  /** Whether somebody's key is unlocked: only then a draft can be encrypted. */
  readonly unlocked: boolean
  /** A draft of an earlier session waits to be taken or thrown away, and must not be written over. */
  readonly waiting: boolean
  readonly tell: (event: ReviewEvent) => void
}

/** Keeps what is being written, encrypted, a moment after each change; answers where and since when it is safe. */
export function useDraftKeeping(keeping: Keeping): DraftKeeping | undefined {
  const { workstation, draft, unlocked, waiting, tell } = keeping
  const [kept, setKept] = useState<DraftKeeping>()
  const writing = useRef(draft.state !== 'none')
  useKeptDraft(workstation, unlocked, draft.state === 'none', tell)
  useEffect(() => {
    if (draft.state === 'none') {
      // Signed or thrown away: what lies on the disk has nothing left to say.
      if (writing.current) void workstation.dropDraft().then(() => setKept(undefined))
      writing.current = false
      return undefined
    }
    if (waiting) return undefined
    writing.current = true
    const unsigned: UnsignedDraft = { target: draft.target, content: draft.content }
    const timer = setTimeout(() => void workstation.keepDraft(unsigned).then(setKept), rest)
    return () => clearTimeout(timer)
  }, [workstation, draft, unlocked, waiting])
  return draft.state === 'none' ? undefined : kept
}

/** Looks once, as soon as a key is unlocked, for what an earlier session left. */
function useKeptDraft(
  workstation: Bridge,
  unlocked: boolean,
  idle: boolean,
  tell: (event: ReviewEvent) => void,
): void {
  const asked = useRef(false)
  useEffect(() => {
    if (!unlocked || asked.current) return
    asked.current = true
    // Whoever came back to words still in the window's memory needs no copy of them.
    if (!idle) return
    void workstation.keptDraft().then((kept) => {
      if (kept) tell({ type: 'found', kept })
    })
  }, [workstation, unlocked, idle, tell])
}
