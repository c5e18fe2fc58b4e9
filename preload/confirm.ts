import { contextBridge, ipcRenderer } from 'electron'

/** The window in which main asks for a passphrase or a confirmation. It shows no evidence and asks nothing itself. */
contextBridge.exposeInMainWorld('confirmation', {
  question: () => ipcRenderer.invoke('confirm:question'),
  answer: (value: unknown) => ipcRenderer.invoke('confirm:answer', value),
})
