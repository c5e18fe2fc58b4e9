import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ElectronApplication } from 'playwright-core'
import { handOver } from './launch-app.ts'

/** Prints in the application's process with its switches, from a session that may read files. */
export async function printIn(app: ElectronApplication, html: string): Promise<Uint8Array> {
  const file = join(mkdtempSync(join(tmpdir(), 'print-')), 'report.html')
  writeFileSync(file, html)
  const address = pathToFileURL(handOver(file)).href
  const printed = await app.evaluate(async ({ BrowserWindow }, page) => {
    const webPreferences = { sandbox: true, javascript: false, partition: 'print' }
    const window = new BrowserWindow({ show: false, webPreferences })
    await window.loadURL(page)
    const options = { printBackground: true, preferCSSPageSize: true }
    const tagged = { generateTaggedPDF: true, generateDocumentOutline: true }
    const pdf = await window.webContents.printToPDF({ ...options, ...tagged })
    window.destroy()
    return pdf.toString('base64')
  }, address)
  return Buffer.from(printed, 'base64')
}
