import { flushSync } from 'react-dom'
import type { Handlers } from '../../command-bus.tsx'
import type { ClipPlayer } from '../../player/player-state.ts'
import { frameSeconds } from '../../figures.ts'
import { frameAt } from '../../../main/core/clip/frame-table.ts'
import { lookCommands } from './look-commands.ts'
import { listedNotes } from './notes.ts'
import { captionsOf } from './captions.ts'
import type { ReviewModel } from './review-model.ts'
import { placedBy } from './drawn.ts'
import { draftHere, type DrawingTool, type ReviewDialog } from './review-state.ts'

/** What the review screen can do now; a command without a player, a frame or a ledger is not to be had. */
export function reviewCommands(model: ReviewModel): Handlers {
  const looking = { ...playbackCommands(model), ...lookCommands(model) }
  // While others look on, nothing of the reviewer's own can be called up.
  if (model.review.presenting) return { ...looking, ...wayThroughNotes(model) }
  return { ...looking, ...annotationCommands(model), ...viewCommands(model) }
}

function playbackCommands({ player, table, view, review, acts, tell }: ReviewModel): Handlers {
  const ready = table.state === 'ready' ? player : undefined
  const withPlayer = (act: (player: ClipPlayer) => void): (() => void) | undefined =>
    ready && (() => act(ready))
  const clips = view.bundle.case?.clips ?? []
  const at = clips.findIndex((clip) => clip.number === review.clip)
  const neighbour = (step: number): (() => void) | undefined => {
    const clip = clips[at + step]
    return at >= 0 && clip ? () => acts.openClip(clip.number) : undefined
  }
  return {
    'playback.toggle': withPlayer((surface) => surface.toggle()),
    'playback.forward': withPlayer((surface) => void surface.stepBy(1)),
    'playback.back': withPlayer((surface) => void surface.stepBy(-1)),
    'playback.secondForward': secondsOn(1),
    'playback.secondBack': secondsOn(-1),
    'playback.shuttleBack': withPlayer((surface) => surface.shuttle(-1)),
    'playback.shuttleForward': withPlayer((surface) => surface.shuttle(1)),
    'playback.start': withPlayer((surface) => void surface.showFrame(0)),
    'playback.end': withPlayer((surface) => void surface.showFrame(lastFrame())),
    'playback.goTo': ready && (() => tell({ type: 'dialog', dialog: { kind: 'goTo' } })),
    'playback.loop': withPlayer(toggleLoop),
    'playback.mute': withPlayer((surface) => surface.setMuted(!surface.state().muted)),
    'playback.captions':
      captionsOf(view, review.clip).length > 0 ? () => tell({ type: 'captions' }) : undefined,
    'playback.nextClip': neighbour(1),
    'playback.previousClip': neighbour(-1),
    'edit.copyFrame': ready && (() => acts.copyFrame()),
    'edit.framePassport': withPlayer(showPassport),
    'edit.findPassport': () => tell({ type: 'dialog', dialog: { kind: 'findPassport' } }),
    'edit.cameraClock': () => tell({ type: 'dialog', dialog: { kind: 'clock' } }),
    'file.still': ready && (() => acts.exportStill()),
  }

  function secondsOn(seconds: number): (() => void) | undefined {
    if (!ready || table.state !== 'ready') return undefined
    const frames = table.table
    return () => {
      const { wanted, frame } = ready.state()
      const now = frameSeconds(frames, wanted ?? frame ?? 0)
      void ready.showFrame(frameAt(frames, now + seconds))
    }
  }

  function lastFrame(): number {
    return table.state === 'ready' ? table.table.pts.length - 1 : 0
  }

  /** A frame is examined at rest. */
  function showPassport(surface: ClipPlayer): void {
    surface.pause()
    const { frame } = surface.state()
    if (frame !== undefined) tell({ type: 'dialog', dialog: { kind: 'passport', frame } })
  }

  function toggleLoop(surface: ClipPlayer): void {
    const draft = draftHere(review)
    if (surface.state().loop) surface.loop(undefined)
    else if (draft && draft.from < draft.to) surface.loop({ from: draft.from, to: draft.to })
  }
}

function annotationCommands(model: ReviewModel): Handlers {
  const { player, table, review, notes, acts, tell } = model
  const atFrame = (act: (frame: number) => void): (() => void) | undefined =>
    player && table.state === 'ready' ? () => whenShown(player, act) : undefined
  const draft = draftHere(review)
  const own = [...notes, ...model.personal]
  const selected = own.find((note) => note.entry.seq === review.selected && !note.withdrawal)
  const take = (tool: DrawingTool): void =>
    tell({ type: 'tool', tool: review.tool === tool ? 'select' : tool })
  return {
    'annotation.mark': atFrame((frame) => tell({ type: 'mark', frame })),
    'annotation.markAndWrite': atFrame((frame) =>
      thenWrite(() => {
        tell({ type: 'mark', frame })
        tell({ type: 'pane', pane: 'notes' })
      }),
    ),
    'annotation.in': atFrame((frame) => tell({ type: 'in', frame })),
    'annotation.out': atFrame((frame) => tell({ type: 'out', frame })),
    'annotation.region': atFrame(() => take('region')),
    'annotation.ellipse': atFrame(() => take('ellipse')),
    'annotation.polygon': atFrame(() => take('polygon')),
    'annotation.arrow': atFrame(() => take('arrow')),
    'annotation.freehand': atFrame(() => take('freehand')),
    'annotation.place': atFrame((frame) => placeInMiddle(model, frame)),
    'annotation.undo': review.history.past.length > 0 ? () => tell({ type: 'undo' }) : undefined,
    'annotation.redo': review.history.future.length > 0 ? () => tell({ type: 'redo' }) : undefined,
    'annotation.personal':
      draft && review.draft.state === 'editing' && review.draft.target.kind === 'new'
        ? () => tell({ type: 'edit', change: { personal: !draft.personal } })
        : undefined,
    'annotation.search': () => {
      flushSync(() => tell({ type: 'right', sheet: 'annotations' }))
      document.querySelector<HTMLElement>('.notes-search input')?.focus()
    },
    'annotation.goIn': draft && (() => acts.goTo(draft.from)),
    'annotation.goOut': draft && (() => acts.goTo(draft.to)),
    'annotation.write':
      review.draft.state === 'editing'
        ? () => thenWrite(() => tell({ type: 'right', sheet: 'annotations' }))
        : undefined,
    'annotation.sign': review.draft.state === 'editing' ? acts.sign : undefined,
    'annotation.discard': review.draft.state === 'editing' ? acts.discard : undefined,
    ...wayThroughNotes(model),
    'annotation.correct':
      selected && !selected.personal ? () => thenWrite(() => acts.correct(selected)) : undefined,
    'annotation.withdraw':
      selected && (() => tell({ type: 'dialog', dialog: { kind: 'withdraw', entry: selected.entry.seq } })),
  }
}

function wayThroughNotes(model: ReviewModel): Handlers {
  return { 'annotation.previous': neighbourNote(model, -1), 'annotation.next': neighbourNote(model, 1) }
}

/** A drawing in the middle of the picture, with the focus on it: from there the arrow keys go on. */
function placeInMiddle({ review, player, tell }: ReviewModel, frame: number): void {
  const size = player?.state().size
  if (!size) return
  flushSync(() => {
    if (!draftHere(review)) tell({ type: 'mark', frame })
    tell({ type: 'edit', change: placedBy(review.tool === 'select' ? 'region' : review.tool, size) })
    tell({ type: 'tool', tool: 'select' })
  })
  document.querySelector<SVGElement>('.region-draft')?.focus()
}

/** The frame on screen; while one is on its way there, that one. A frame that cannot be shown is no place for a mark. */
function whenShown(player: ClipPlayer, act: (frame: number) => void): void {
  const { frame, trouble } = player.state()
  if (frame !== undefined) return act(frame)
  if (trouble) return
  const end = player.subscribe(() => {
    const now = player.state()
    if (now.frame === undefined && !now.trouble) return
    end()
    if (now.frame !== undefined) act(now.frame)
  })
}

/** Draws the form at once, so that the next letter that is typed already goes into it. */
function thenWrite(act: () => void): void {
  flushSync(act)
  focusText()
}

function focusText(): void {
  const field = document.querySelector<HTMLTextAreaElement>('.draft textarea')
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}

function neighbourNote(model: ReviewModel, step: number): (() => void) | undefined {
  const { notes, personal, review, acts } = model
  const listed = listedNotes([...notes, ...personal], review)
  if (listed.length === 0) return undefined
  return () => {
    const at = listed.findIndex((note) => note.entry.seq === review.selected)
    const next = listed[at < 0 ? (step > 0 ? 0 : listed.length - 1) : at + step]
    if (next) acts.select(next)
  }
}

function viewCommands({ player, view, acts, tell, workstation }: ReviewModel): Handlers {
  const dialog =
    (kind: ReviewDialog): (() => void) =>
    () =>
      tell({ type: 'dialog', dialog: kind })
  const { state } = view.progress
  return {
    'edit.search': () => {
      flushSync(() => tell({ type: 'left', sheet: 'clips' }))
      document.querySelector<HTMLElement>('.search-input')?.focus()
    },
    'file.report': () => tell({ type: 'right', sheet: 'report' }),
    'ledger.show': () => tell({ type: 'right', sheet: 'ledger' }),
    'view.present': dialog({ kind: 'present' }),
    'ledger.accessLog': dialog({ kind: 'accessLog' }),
    'ledger.exchange': dialog({ kind: 'exchange' }),
    'ledger.details': dialog({ kind: 'sealDetails' }),
    'ledger.unlock': view.reviewer === null ? acts.unlock : undefined,
    'ledger.pause':
      state === 'running' || state === 'paused'
        ? () => void workstation.pauseVerification({ paused: state === 'running' })
        : undefined,
    'view.cameras':
      (view.bundle.case?.clips.length ?? 0) > 1
        ? () => {
            player?.pause()
            tell({ type: 'cameras' })
          }
        : undefined,
    'view.solo': () => tell({ type: 'solo' }),
    'view.clips': () => tell({ type: 'left', sheet: 'clips' }),
    'view.files': () => tell({ type: 'left', sheet: 'files' }),
    'view.seal': () => tell({ type: 'left', sheet: 'seal' }),
    'view.annotations': () => tell({ type: 'right', sheet: 'annotations' }),
    'view.words': () => tell({ type: 'right', sheet: 'words' }),
  }
}
