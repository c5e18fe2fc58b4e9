import { randomBytes } from 'node:crypto'
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { callChannel } from '../../preload/contract/channels.ts'
import type { Failure } from '../core/failure.ts'
import type { Result } from '../core/result.ts'
import { unlessRefused } from '../core/signing.ts'
import type { Requests } from '../../preload/contract/requests/decoder.ts'
import type { Workstation } from '../../preload/contract/workstation.ts'

/** Where a defect is written down: number, the call, and the error, never evidence. */
export type LogIncident = (number: string, call: string, error: unknown) => void

/** Who may call, and where it is written down when a call fails. */
export interface Border {
  readonly allowed: () => WebContents | undefined
  readonly log: LogIncident
}

/**
 * Answers the calls of one part of the contract. Only the window's own main frame is heard, every request is
 * decoded first, and here is the one place where a defect is caught.
 */
export function serveCalls<Calls extends object>(
  part: Calls,
  requests: Requests<Calls>,
  { allowed, log }: Border,
): void {
  for (const call of Object.keys(requests) as (keyof Calls & keyof Workstation)[]) {
    ipcMain.handle(callChannel(call), async (event, request: unknown) => {
      try {
        if (!isOwnPage(event, allowed())) throw new Error('a stranger called')
        const decode: (value: unknown) => unknown = requests[call]
        const act = part[call] as (this: Calls, decoded: unknown) => unknown
        const decoded = decode(request)
        // A card pulled out in the middle of whatever is being signed: the same answer for every call.
        return await unlessRefused(async () => act.call(part, decoded) as Promise<Result<unknown, Failure>>)
      } catch (error) {
        const number = randomBytes(4).toString('hex')
        log(number, call, error)
        throw new Error(`incident ${number}`, { cause: error })
      }
    })
  }
}

/** `new URL('app://ui').origin` is "null" in Node, so the frame is asked itself; a frame that is gone is null. */
function isOwnPage(event: IpcMainInvokeEvent, allowed: WebContents | undefined): boolean {
  const frame = event.senderFrame
  return (
    frame !== null &&
    allowed !== undefined &&
    event.sender === allowed &&
    frame === allowed.mainFrame &&
    frame.origin === 'app://ui'
  )
}
