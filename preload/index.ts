import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { callChannel, calls, eventChannel, events } from './contract/channels.ts'

const workstation = Object.fromEntries(
  calls.map((call) => [call, (request: unknown) => ipcRenderer.invoke(callChannel(call), request)]),
)

contextBridge.exposeInMainWorld('workstation', {
  ...workstation,
  on: (event: string, listener: (value: unknown) => void) => {
    const known = events.find((name) => name === event)
    if (!known) throw new Error(`no such event: ${event}`)
    // The event object would hand the window ipcRenderer itself.
    const pass = (_event: unknown, value: unknown) => listener(value)
    ipcRenderer.on(eventChannel(known), pass)
    return () => void ipcRenderer.off(eventChannel(known), pass)
  },
  pathOf: (file: File) => webUtils.getPathForFile(file),
})
