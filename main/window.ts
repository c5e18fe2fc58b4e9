import { BrowserWindow, Menu, screen } from 'electron'
import type { Places } from './places.ts'

/** Settings every window of the program shares: nothing of Node reaches a page. */
export const lockedPage = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  safeDialogs: true,
  disableDialogs: true,
  enableWebSQL: false,
} as const

/** The review window, shown once its first picture is there. */
export function openReviewWindow(places: Places): BrowserWindow {
  const area = screen.getPrimaryDisplay().workAreaSize
  const window = new BrowserWindow({
    width: Math.min(1680, area.width),
    height: Math.min(1050, area.height),
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#13161b',
    autoHideMenuBar: true,
    webPreferences: { ...lockedPage, preload: places.preload, devTools: !places.packaged },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('app://ui/index.html')
  return window
}

/** The menus stand in the window itself; a Mac expects the system's own ones at the top as well. */
export function setSystemMenu(): void {
  const roles = ['appMenu', 'editMenu', 'windowMenu'] as const
  const mac = process.platform === 'darwin'
  Menu.setApplicationMenu(mac ? Menu.buildFromTemplate(roles.map((role) => ({ role }))) : null)
}
