import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, screenshot } from '../support/launch-app.ts'
import { untilSealIsWhole } from '../support/window-driver.ts'

appTest(
  'what support would get is read before it is saved, saved as it was read, and holds nothing of the case',
  async ({ launch }) => {
    const { app, page, home } = await launch({ words: ['--sample'] })
    await untilSealIsWhole(page)
    // A defect whose own words would speak of the case.
    await page.evaluate(async () => {
      const bridge: unknown = Reflect.get(window, 'workstation')
      const zoom: unknown = typeof bridge === 'object' && bridge ? Reflect.get(bridge, 'zoomPage') : undefined
      if (typeof zoom !== 'function') throw new Error('no bridge')
      const asked: unknown = Reflect.apply(zoom, bridge, [{ step: 'Zeugin Muster' }])
      await Promise.resolve(asked).catch(() => undefined)
    })
    await page.keyboard.press('Control+K')
    await page.keyboard.type('Über Asservat')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Für den Support sammeln …' }).click()
    const shown = await page
      .locator('.support-part textarea')
      .evaluateAll((areas) => areas.map((area) => (area instanceof HTMLTextAreaElement ? area.value : '')))
    expect(shown[1]).toMatch(/ zoomPage \w+ < [^]*\n0 lines left out\n$/)
    expect(shown.join('')).not.toMatch(/Muster|kamera|sample|AV-|asservat-home/i)
    const scan = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(scan.violations.map(({ id }) => id)).toEqual([])
    await screenshot(page, 'about-support')
    const zip = join(home, 'support.zip')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, zip)
    await page.getByRole('button', { name: 'Als ZIP speichern …' }).click()
    await page.getByText(`Gespeichert: ${zip}`).waitFor()
    const names = ['program.json', 'incidents.txt']
    expect(names.map((name) => execFileSync('unzip', ['-p', zip, name], { encoding: 'utf8' }))).toEqual(shown)
  },
)

appTest(
  'when the page dies it comes back with its case and says so; nothing of the crash is written down but its place',
  async ({ launch }) => {
    const { app, page, home } = await launch({ words: ['--sample'] })
    await untilSealIsWhole(page)
    const text = await app.evaluate(async ({ BrowserWindow, app: itself, crashReporter }) => {
      const window = BrowserWindow.getAllWindows()[0]
      if (window === undefined) return { said: '', picture: '', dumps: 'no window', uploads: true }
      const back = new Promise<void>((settle) => window.webContents.once('did-finish-load', () => settle()))
      window.webContents.forcefullyCrashRenderer()
      await back
      let said = ''
      for (let tries = 0; tries < 100 && !said.includes('neu geladen'); tries++) {
        await new Promise((settle) => setTimeout(settle, 100))
        said = String(
          await window.webContents.executeJavaScript(
            "document.querySelector('[role=dialog], [role=alertdialog]')?.innerText ?? ''",
          ),
        )
      }
      // Until it has been drawn.
      await new Promise((settle) => setTimeout(settle, 1_000))
      const picture = (await window.webContents.capturePage()).toPNG().toString('base64')
      const uploads = crashReporter.getUploadToServer()
      return { said, picture, dumps: itself.getPath('crashDumps'), uploads }
    })
    writeFileSync(join(root, 'build', 'pictures', 'crash-dialog.png'), Buffer.from(text.picture, 'base64'))
    expect(text.said).toMatch(/Das Fenster wurde neu geladen/)
    expect(text.uploads).toBe(false)
    const dumps = execFileSync('find', [home, text.dumps, '-name', '*.dmp'], { encoding: 'utf8' })
    expect(dumps).toBe('')
    const log = execFileSync('cat', [join(home, 'incidents.log')], { encoding: 'utf8' })
    expect(log).toMatch(/^\S+ window renderer Error \w+ < /)
  },
)
