import { BrowserWindow } from 'electron'
import { lockedPage } from '../window.ts'

/** Pages waiting to be printed, by the name under which the scheme serves them once. */
const waiting = new Map<string, string>()
let count = 0

/** The page of that name, handed out to the hidden window that prints it; undefined for any other asker. */
export function takePageToPrint(name: string): string | undefined {
  const page = waiting.get(name)
  waiting.delete(name)
  return page
}

/** Lets the scheme serve the page once, until it is withdrawn. */
export function offerPage(html: string): { readonly url: string; readonly withdraw: () => void } {
  const name = String(++count)
  waiting.set(name, html)
  return { url: `app://ui/print/${name}`, withdraw: () => void waiting.delete(name) }
}

/** Prints self-contained HTML (no script runs) as a tagged PDF with outline, on A4. */
export async function printToPdf(html: string): Promise<Uint8Array> {
  const page = offerPage(html)
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...lockedPage, javascript: false, devTools: false },
  })
  try {
    await window.loadURL(page.url)
    return await window.webContents.printToPDF({
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
  } finally {
    page.withdraw()
    window.destroy()
  }
}
