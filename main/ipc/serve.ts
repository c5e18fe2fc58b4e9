import { randomBytes } from 'node:crypto'
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { callChannel, calls } from '../../preload/contract/channels.ts'
import { requests } from '../../preload/contract/requests.ts'
import type { Workstation } from '../../preload/contract/workstation.ts'

/** Where a defect is written down: number, the call, and the error, never evidence. */
export type LogIncident = (number: string, call: string, error: unknown) => void

/**
 * Answers the window's calls. Only the window's own main frame is heard, every request is decoded first,
 * and here is the one place where a defect is caught.
 */
export function serveWorkstation(
  workstation: Workstation,
  allowed: () => WebContents | undefined,
  log: LogIncident,
): void {
  for (const call of calls) {
    ipcMain.handle(callChannel(call), async (event, request: unknown) => {
      try {
        if (!isOwnPage(event, allowed())) throw new Error('a stranger called')
        return await answer(workstation, call, request)
      } catch (error) {
        const number = randomBytes(4).toString('hex')
        log(number, call, error)
        throw new Error(`incident ${number}`, { cause: error })
      }
    })
  }
}

function answer(workstation: Workstation, call: keyof Workstation, request: unknown): unknown {
  const decode: (value: unknown) => unknown = requests[call]
  const act = workstation[call] as (this: Workstation, decoded: unknown) => unknown
  return act.call(workstation, decode(request))
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
