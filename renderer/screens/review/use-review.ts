import { useEffect, useMemo, useReducer, useRef } from 'react'
import { isStatement } from '../../../main/core/ledger/history.ts'
import type { Failure } from '../../../main/core/failure.ts'
import type { Result } from '../../../main/core/result.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { Bridge, CaseView } from '../../../preload/contract/workstation.ts'
import { readListing, useKeptListing } from './kept-listing.ts'
import { useDraftKeeping } from './use-draft-keeping.ts'
import { useCoverage } from './use-coverage.ts'
import { captionsOf, useCaptions } from './captions.ts'
import type { Desk } from '../../use-session.ts'
import { type Note, notesOf, personalNotesOf } from './notes.ts'
import { showable } from '../presentation/showable.ts'
import type { ReviewActs, ReviewModel } from './review-model.ts'
import { nextReview, type Presenting, reviewOf } from './review-state.ts'
import { stageActs } from './stage-acts.ts'
import { loadOfficeCategories } from './office-categories.ts'
import { useLook } from './use-look.ts'
import { type TableState, useFrameTable } from './use-frame-table.ts'
import { useBrokenFrames, usePlayer, usePlayerPart } from './use-player.ts'

/** Joins the screen's state, the player and main. */
export function useReview(
  workstation: Bridge,
  view: CaseView,
  desk: Pick<Desk, 'take' | 'drafts'>,
): ReviewModel {
  const clips = view.bundle.case?.clips ?? noClips
  const { take, drafts } = desk
  const bundle = view.bundle.manifestSha256
  const [review, tell] = useReducer(nextReview, undefined, () =>
    reviewOf(clips[0]?.number ?? 1, drafts.get(bundle), readListing()),
  )
  const clip = clips.find((candidate) => candidate.number === review.clip)
  const table = useFrameTable(workstation, review.clip)
  const [player, place] = usePlayer()
  const loaded = usePlayerPart(player, (state) => state.clip)
  const all = useMemo(() => notesOf(view.entries, view.bundle), [view.entries, view.bundle])
  const notes = useMemo(() => shownNotes(all, review.presenting), [all, review.presenting])
  const own = useMemo(() => personalNotesOf(view.entries, view.bundle), [view.entries, view.bundle])
  const personal = review.presenting ? noNotes : own
  const unlocked = view.reviewer !== null
  const keeping = useDraftKeeping({
    workstation,
    draft: review.draft,
    unlocked,
    waiting: review.kept !== undefined,
    tell,
  })
  useKeptListing(review)
  /** A frame of another clip is shown once that clip is there. */
  const pending = useRef<number | undefined>(undefined)

  useEffect(() => void drafts.set(bundle, review.draft), [drafts, bundle, review.draft])
  useLoadedClip(player, clip, table, view, pending)
  const look = useLook(review.clip, player, loaded)
  useBrokenFrames(player, review.clip, loaded, view.broken)
  useCaptions(player, captionsOf(view, review.clip), review.captions, loaded)
  useWatching(workstation, review.clip, player)
  useCoverage(workstation, player)
  useEffect(() => void loadOfficeCategories(workstation), [workstation])

  const acts: ReviewActs = {
    goTo(frame, wanted = review.clip) {
      if (wanted === review.clip) void player?.showFrame(frame)
      else {
        pending.current = frame
        tell({ type: 'clip', clip: wanted })
      }
    },
    openClip: (wanted) => tell({ type: 'clip', clip: wanted }),
    select(note) {
      acts.goTo(note.annotation.from.frame, note.clip)
      tell({ type: 'select', entry: note.entry.seq, clip: note.clip })
    },
    sign: () => void sign(),
    discard: () => tell({ type: 'discard' }),
    correct: ({ entry, clip: of, annotation }) =>
      tell({
        type: 'correct',
        entry: entry.seq,
        clip: of,
        annotation,
        clipAt: (path) => clips.find((known) => known.path === path)?.number,
      }),
    withdraw: (entry, reason) => void withdraw(entry, reason),
    unlock: () => void unlock(),
    continueLedger: () => void workstation.continueLedger().then(settle),
    copy: (text) => void workstation.copyText({ text }),
    ...stageActs({ workstation, review, tell, player, view, look, unlock, settle }),
  }

  return { workstation, view, review, tell, clip, table, player, place, notes, personal, keeping, acts, look }

  async function sign(): Promise<void> {
    const { draft } = review
    if (draft.state !== 'editing') return
    if (view.reviewer === null && !(await unlock())) return
    tell({ type: 'signing' })
    const { target, content } = draft
    const result = await (target.kind === 'new'
      ? workstation.annotate(content)
      : workstation.correctAnnotation({ entry: target.entry, draft: content, reason: target.reason }))
    if (!result.ok) return tell({ type: 'refused', failure: result.failure })
    take(result.value)
    tell({ type: 'signed', entry: result.value.entries.findLast(isStatement)?.seq })
  }

  async function withdraw(entry: number, reason: string): Promise<void> {
    if (view.reviewer === null && !(await unlock())) return
    settle(await workstation.withdrawAnnotation({ entry, reason }))
  }

  async function unlock(): Promise<boolean> {
    return settle(await workstation.unlock())
  }

  /** Takes the new view, or shows why there is none; what the reviewer broke off needs no words. */
  function settle(result: Result<CaseView, Failure>): boolean {
    if (result.ok) take(result.value)
    else if (result.failure.code !== 'key.cancelled') {
      tell({ type: 'dialog', dialog: { kind: 'trouble', failure: result.failure } })
      return false
    }
    if (result.ok) tell({ type: 'dialog', dialog: { kind: 'none' } })
    return result.ok
  }
}

const noClips: readonly ClipFacts[] = []
const noNotes: readonly Note[] = []

/** While others look on, only what was chosen for them is there at all. */
function shownNotes(notes: readonly Note[], presenting: Presenting | undefined): readonly Note[] {
  return presenting ? showable(notes).filter(({ entry }) => presenting.entries.has(entry.seq)) : notes
}

function useLoadedClip(
  player: ReviewModel['player'],
  clip: ClipFacts | undefined,
  table: TableState,
  view: CaseView,
  pending: { current: number | undefined },
): void {
  /** A new view of the case brings new objects for the same clip; its table stays one object, and tells another clip. */
  const loaded = useRef<readonly unknown[]>([])
  useEffect(() => {
    if (!player || !clip || table.state !== 'ready' || table.clip !== clip.number) return
    if (loaded.current[0] === player && loaded.current[1] === table.table) return
    loaded.current = [player, table.table]
    void player.load(clip, table.table, captionsOf(view, clip.number)).then(() => {
      const frame = pending.current
      pending.current = undefined
      if (frame !== undefined) void player.showFrame(frame)
    })
  }, [player, clip, table, view, pending])
}

/** Tells main what is watched, so that those bytes are checked first; once a second is enough. */
function useWatching(workstation: Bridge, clip: number, player: ReviewModel['player']): void {
  const second = usePlayerPart(player, (state) => Math.floor((state.frame ?? 0) / 25))
  useEffect(() => {
    const frame = player?.state().frame
    if (frame !== undefined) void workstation.watching({ clip, frame })
  }, [workstation, clip, player, second])
}
