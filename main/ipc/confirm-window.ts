import { BrowserWindow, ipcMain } from 'electron'
import { z } from 'zod'
import type { Answer, Question } from '../../preload/contract/confirmation.ts'
import type { Places } from '../places.ts'
import { lockedPage } from '../window.ts'

const answerShape = z.union([
  z.undefined(),
  z.strictObject({ passphrase: z.string().max(1_024), choice: z.string().max(64).exactOptional() }),
])

/** Asks in a window of main's own that shows no evidence; closing it is a refusal. One question at a time. */
export async function askInOwnWindow(
  places: Places,
  parent: BrowserWindow | undefined,
  question: Question,
): Promise<Answer> {
  const window = new BrowserWindow({
    width: 620,
    // Facts to read take more room than a passphrase to type.
    height: question.facts.length > 1 || question.repeat ? 520 : 400,
    useContentSize: true,
    resizable: false,
    minimizable: false,
    fullscreenable: false,
    show: false,
    title: question.title,
    backgroundColor: '#13161b',
    autoHideMenuBar: true,
    ...(parent ? { parent, modal: true } : {}),
    webPreferences: { ...lockedPage, preload: places.confirmPreload, devTools: false },
  })
  window.removeMenu()
  window.once('ready-to-show', () => window.show())
  try {
    return await askedIn(window, question)
  } finally {
    ipcMain.removeHandler('confirm:question')
    ipcMain.removeHandler('confirm:answer')
    if (!window.isDestroyed()) window.hide()
    // Not at once: its page is still hearing that the answer arrived.
    setTimeout(() => window.isDestroyed() || window.destroy(), 250)
  }
}

function askedIn(window: BrowserWindow, question: Question): Promise<Answer> {
  const contents = window.webContents
  return new Promise((settle, refuse) => {
    ipcMain.handle('confirm:question', (event) => {
      if (event.sender !== contents) throw new Error('a stranger asked')
      return question
    })
    ipcMain.handle('confirm:answer', (event, value: unknown) => {
      if (event.sender !== contents) throw new Error('a stranger answered')
      settle(answerShape.parse(value))
    })
    window.once('closed', () => settle(undefined))
    window.loadURL('app://ui/confirm.html').catch(refuse)
  })
}
