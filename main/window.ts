import { BrowserWindow, Menu, screen } from 'electron'
import { isReachable, type WindowPlace } from './core/window-place.ts'
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

/** The review window, where it stood last, shown once its first picture is there. */
export function openReviewWindow(places: Places, last: WindowPlace | undefined): BrowserWindow {
  const area = screen.getPrimaryDisplay().workAreaSize
  const displays = screen.getAllDisplays().map((display) => display.workArea)
  const kept = last && isReachable(last, displays) ? { x: last.x, y: last.y } : {}
  const window = new BrowserWindow({
    ...kept,
    width: Math.min(last?.width ?? 1680, area.width),
    height: Math.min(last?.height ?? 1050, area.height),
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#13161b',
    autoHideMenuBar: true,
    webPreferences: { ...lockedPage, preload: places.preload, devTools: !places.packaged },
  })
  window.once('ready-to-show', () => window.show())
  if (last?.maximized) window.maximize()
  window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(last?.zoom ?? 1))
  void window.loadURL('app://ui/index.html')
  return window
}

/** The menus stand in the window itself; a Mac expects the system's own ones at the top as well. */
export function setSystemMenu(): void {
  const roles = ['appMenu', 'editMenu', 'windowMenu'] as const
  const mac = process.platform === 'darwin'
  Menu.setApplicationMenu(mac ? Menu.buildFromTemplate(roles.map((role) => ({ role }))) : null)
}
