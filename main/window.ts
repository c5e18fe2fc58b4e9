import { BrowserWindow, Menu, screen, type MenuItemConstructorOptions } from 'electron'
import type { Phrases } from './phrases.ts'
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

/** Commands of the window's registry that also stand in the native menu, by menu. */
const menus: readonly {
  readonly name: string
  readonly commands: readonly (readonly [string, string?])[]
}[] = [
  {
    name: 'file',
    commands: [['file.open', 'CmdOrCtrl+O'], ['file.sample'], ['file.verify'], ['file.close', 'CmdOrCtrl+W']],
  },
  {
    name: 'playback',
    commands: [['player.toggle'], ['player.goTo'], ['player.nextFrame'], ['player.previousFrame']],
  },
  { name: 'annotation', commands: [['annotation.mark'], ['annotation.sign', 'CmdOrCtrl+Return']] },
  { name: 'report', commands: [['report.sign']] },
  { name: 'view', commands: [['view.language'], ['view.palette', 'CmdOrCtrl+K']] },
  { name: 'help', commands: [['help.keys']] },
]

/** Native menus for people who look for them there; every item is a command of the window. */
export function setMenu(phrases: Phrases, send: (command: string) => void): void {
  const template: MenuItemConstructorOptions[] = menus.map(({ name, commands }) => ({
    label: phrases(`menu.${name}`),
    submenu: commands.map(([command, accelerator]) => ({
      label: phrases(`command.${command}`),
      click: () => send(command),
      ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
    })),
  }))
  const roles: MenuItemConstructorOptions = { label: phrases('menu.edit'), role: 'editMenu' }
  Menu.setApplicationMenu(Menu.buildFromTemplate([...template.slice(0, 1), roles, ...template.slice(1)]))
}
