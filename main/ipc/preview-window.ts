import { BrowserWindow } from 'electron'
import { lockedPage } from '../window.ts'
import { offerPage } from './print-page.ts'

/** Shows a page that main has written in a window of its own: no script runs in it, and it asks nothing. */
export async function showPreview(
  html: string,
  title: string,
  parent: BrowserWindow | undefined,
): Promise<void> {
  const window = new BrowserWindow({
    width: 900,
    height: 1000,
    show: false,
    title,
    backgroundColor: '#dfe3ea',
    autoHideMenuBar: true,
    ...(parent ? { parent } : {}),
    webPreferences: { ...lockedPage, javascript: false, devTools: false },
  })
  window.removeMenu()
  window.webContents.on('before-input-event', (_event, input) => {
    if (input.type === 'keyDown' && input.key === 'Escape') window.close()
  })
  const page = offerPage(html)
  try {
    await window.loadURL(page.url)
    window.show()
  } finally {
    page.withdraw()
  }
}
