import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useRef } from 'react'
import { commandFor } from './command-keys.ts'
import { type CommandId, isCommand } from './commands.ts'

/** What a screen can do now; a command that is missing or undefined is not to be had. */
export type Handlers = { readonly [K in CommandId]?: (() => void) | undefined }

export interface CommandBus {
  /** Handlers bound last are asked first. Returns the function that takes them away. */
  bind(handlers: () => Handlers): () => void
  /** False when nobody can do it now. */
  run(id: CommandId): boolean
  canRun(id: CommandId): boolean
}

export function makeCommandBus(): CommandBus {
  const bound: (() => Handlers)[] = []
  const find = (id: CommandId): (() => void) | undefined => {
    for (const handlers of bound.toReversed()) {
      const handler = handlers()[id]
      if (handler) return handler
    }
    return undefined
  }
  return {
    bind(handlers) {
      bound.push(handlers)
      return () => {
        const at = bound.indexOf(handlers)
        if (at >= 0) bound.splice(at, 1)
      }
    },
    run(id) {
      const handler = find(id)
      handler?.()
      return handler !== undefined
    },
    canRun: (id) => find(id) !== undefined,
  }
}

const BusContext = createContext<CommandBus>(makeCommandBus())

interface CommandsProps {
  readonly bus: CommandBus
  readonly platform: string
  /** Commands that come from outside, from a native menu. */
  readonly onCommand: (listener: (id: string) => void) => () => void
  readonly children: ReactNode
}

/** Listens to the keyboard and to native menus for everything below it. */
export function Commands({ bus, platform, onCommand, children }: CommandsProps): ReactNode {
  useEffect(() => {
    const held = new Set<string>()
    const down = (event: KeyboardEvent): void => {
      onKey(bus, event, platform === 'darwin', held.has('k'))
      held.add(event.key.toLowerCase())
    }
    const up = (event: KeyboardEvent): void => void held.delete(event.key.toLowerCase())
    // A key that goes up in another window is never seen going up here.
    const lost = (): void => held.clear()
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    window.addEventListener('blur', lost)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', lost)
    }
  }, [bus, platform])
  useEffect(
    () =>
      onCommand((id) => {
        if (isCommand(id)) bus.run(id)
      }),
    [bus, onCommand],
  )
  return <BusContext value={bus}>{children}</BusContext>
}

function onKey(bus: CommandBus, event: KeyboardEvent, mac: boolean, heldK: boolean): void {
  if (event.defaultPrevented || event.isComposing || isInOverlay(event.target)) return
  if (event.key === 'Escape') leaveText(event.target)
  const command = commandFor(event, isText(event.target), mac)
  if (command !== undefined && bus.run(heldK ? single(command) : command)) event.preventDefault()
}

/** While K is held, J and L go by one frame, as on an editing desk. */
function single(command: CommandId): CommandId {
  if (command === 'playback.shuttleBack') return 'playback.back'
  return command === 'playback.shuttleForward' ? 'playback.forward' : command
}

/** Out of a text field, back to the keys of the picture. */
function leaveText(target: EventTarget | null): void {
  if (isText(target) && target instanceof HTMLElement) target.blur()
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
}

/** A dialog, a menu or an open list has the keyboard to itself. */
function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], .popover') !== null
  )
}

export function useCommandBus(): CommandBus {
  return useContext(BusContext)
}

/** Offers commands as long as the component is there. */
export function useCommands(handlers: Handlers): void {
  const bus = useCommandBus()
  const latest = useRef(handlers)
  useLayoutEffect(() => {
    latest.current = handlers
  })
  useEffect(() => bus.bind(() => latest.current), [bus])
}
