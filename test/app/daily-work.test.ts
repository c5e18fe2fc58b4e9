import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Bridge } from '../../preload/contract/workstation.ts'
import { utf8 } from '../../main/core/bytes.ts'
import { openPkcs12 } from '../../main/crypto/key-file.ts'
import { sealFolder } from '../../main/verify/seal-folder.ts'
import { root } from '../support/checkout.ts'
import { appTest, folderForUser, handOver, screenshot, type LaunchedApp } from '../support/launch-app.ts'
import { untilFrame } from '../support/window-driver.ts'

const sample = join(root, 'resources', 'sample')

/** The system's dialogs answer with these paths, one after the other; the last one again and again. */
function choose({ app }: LaunchedApp, ...paths: readonly string[]): Promise<void> {
  return app.evaluate(
    ({ dialog }, answers) => {
      const next = (): string => (answers.length > 1 ? answers.shift() : answers[0]) ?? ''
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: next() })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [next()] })
    },
    [...paths],
  )
}

/** The window that main asks in because of an act: waited for before the act, however fast it opens. */
async function question(app: ElectronApplication, act: () => Promise<unknown>): Promise<Page> {
  const [asking] = await Promise.all([app.waitForEvent('window'), act()])
  await asking.waitForSelector('#accept')
  return asking
}

/** A question of main's, answered as people do. */
async function agree(
  app: ElectronApplication,
  act: () => Promise<unknown>,
  secret?: string,
): Promise<string> {
  const asking = await question(app, act)
  if (secret !== undefined) await asking.fill('#passphrase', secret)
  const text = await asking.innerText('body')
  await asking.click('#accept')
  return text
}

/** Footage as it comes from an office without a seal: a clip, a photo, a sound, a document. */
function footageFolder(name: string): string {
  const folder = join(folderForUser(name), 'Kamera 7')
  mkdirSync(folder)
  const clip = join(folder, 'Einsatz.mp4')
  writeFileSync(
    clip,
    execFileSync('unzip', ['-p', join(sample, 'sample.asice'), 'clips/0001.mp4'], { maxBuffer: 1 << 28 }),
  )
  const make = (words: readonly string[], file: string): void =>
    void execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', ...words, join(folder, file)])
  make(['-i', 'testsrc=size=1600x1200:rate=1', '-frames:v', '1'], 'Tatort.jpg')
  make(['-i', 'sine=frequency=440:duration=3', '-ac', '1'], 'Notruf.wav')
  writeFileSync(join(folder, 'Bericht.pdf'), '%PDF-1.4\n% a document\n')
  execFileSync('chown', ['-R', String(statSync(join(folder, '..')).uid), folder])
  return folder
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Pictures for people to look at take their time: only when somebody wants them. */
const sizes =
  process.env['ASSERVAT_PICTURES'] === undefined
    ? []
    : ([
        [1366, 768],
        [1680, 1050],
      ] as const)

async function pictures(launched: LaunchedApp, name: string): Promise<void> {
  for (const [width, height] of sizes) {
    await launched.page.setViewportSize({ width, height })
    for (const language of ['en', 'de']) {
      await launched.page.evaluate(
        (tag) => (window as unknown as { workstation: Bridge }).workstation.setLanguage({ language: tag }),
        language,
      )
      await launched.page.waitForFunction((tag) => document.documentElement.lang === tag, language)
      await screenshot(launched.page, `daily-${name}-${width}-${language}`)
    }
  }
  await launched.page.setViewportSize({ width: 1366, height: 768 })
}

async function closeDialog(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Schließen', exact: true }).first().click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** A bundle that goes on from another one, sealed by the same person. */
async function supplementTo(bundle: string, out: string, secret: string): Promise<string> {
  const { bundleId } = JSON.parse(
    execFileSync('unzip', ['-p', bundle, 'case.json'], { encoding: 'utf8' }),
  ) as {
    readonly bundleId: string
  }
  const identity = openPkcs12(readFileSync(join(sample, 'reviewer.p12')), secret, { sample: false })
  if (!identity.ok) throw new Error(identity.failure.code)
  const caseFile = utf8(JSON.stringify({ case: '123 Js 45/26', exhibit: 'A-8', previousBundle: bundleId }))
  const folder = footageFolder('supplement')
  const sealed = await sealFolder({ folder, caseFile, identity: identity.value, out, now: new Date() })
  if (!sealed.ok) throw new Error(sealed.failure.code)
  return out
}

/** The bundles of the open case as the window is told of them. */
function caseOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { workstation } = window as unknown as { readonly workstation: Bridge }
    const bundles = await workstation.caseBundles()
    return bundles.ok ? bundles.value.map(({ name, isOpen }) => (isOpen ? `${name}: geöffnet` : name)) : []
  })
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

appTest(
  'footage without a seal is sealed at intake, copied, backed up, and its case restored on another workstation',
  { timeout: 240_000 },
  async ({ launch }) => {
    const folder = folderForUser('daily')
    const footage = footageFolder('footage')
    const secret = readFileSync(join(sample, 'reviewer.pass'), 'utf8').trim()
    const key = handOver(join(sample, 'reviewer.p12'))
    const trust = folderForUser('trust')
    for (const file of readdirSync(join(sample, 'trust')))
      writeFileSync(join(trust, file), readFileSync(join(sample, 'trust', file)))
    const first = await launch({ words: ['--trust', trust] })
    const { app, page } = first
    await page.setViewportSize({ width: 1366, height: 768 })

    const bundle = join(folder, 'A-7.asice')
    await choose(first, footage, key, bundle)
    await page.getByRole('button', { name: 'Unversiegelte Aufnahmen versiegeln …' }).click()
    await page.getByRole('button', { name: 'Ordner wählen …' }).click()
    await page.getByText('Kamera 7 – Aufnahmen: 1, weitere Dateien: 3').waitFor()
    await page.getByLabel('Aktenzeichen').fill('123 Js 45/26')
    await page.getByLabel('Asservatennummer').fill('A-7')
    await page.getByLabel('Kennung').fill('BWC-7')
    await page.getByLabel('Wer', { exact: true }).fill('Prüfer/in 1')
    await pictures(first, 'intake')
    expect(await faultsOf(page)).toEqual([])
    const seal = page.getByRole('button', { name: 'Versiegeln …', exact: true })
    const unlocking = await question(app, () => seal.click())
    await unlocking.fill('#passphrase', secret)
    const asked = await agree(app, () => unlocking.click('#accept'))
    expect(asked).toContain('nicht den an der Kamera')
    await page.getByRole('heading', { name: 'Beim Eingang versiegelt' }).waitFor()
    await pictures(first, 'sealed')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Beweispaket öffnen' }).click()
    await page.getByRole('button', { name: 'Fall öffnen' }).click()
    await untilFrame(page, 0)
    await page.getByText('Beim Eingang versiegelt').first().waitFor()
    await pictures(first, 'review')
    expect(await faultsOf(page)).toEqual([])

    await page.getByRole('button', { name: 'Tatort.jpg ansehen oder speichern' }).click()
    const photo = page.getByRole('img', { name: 'Tatort.jpg' })
    expect(
      await photo.evaluate(async (image: HTMLImageElement) => (await image.decode(), image.naturalWidth)),
    ).toBe(1600)
    await page.getByRole('button', { name: 'Vergrößern', exact: true }).click()
    await pictures(first, 'photo')
    expect(await faultsOf(page)).toEqual([])
    await closeDialog(page)
    await page.getByRole('button', { name: 'Notruf.wav ansehen oder speichern' }).click()
    await page.getByRole('img', { name: 'Tonverlauf' }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Abspielen' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Anhalten' }).waitFor()
    await pictures(first, 'sound')
    expect(await faultsOf(page)).toEqual([])
    await closeDialog(page)
    await page.getByRole('button', { name: 'Bericht.pdf ansehen oder speichern' }).click()
    const saved = join(folder, 'Bericht.pdf')
    await choose(first, saved)
    await page.getByLabel('Ausgabe an').fill('Verteidigung')
    await page.getByRole('button', { name: 'Geprüfte Kopie speichern …' }).click()
    await page.getByText(`Gespeichert: ${saved}`).waitFor()
    expect(sha256(saved)).toBe(sha256(join(footage, 'Bericht.pdf')))
    expect(await page.evaluate(async () => (await fetch('/file/1')).status)).toBe(415)
    await closeDialog(page)

    const copy = join(folder, 'Arbeitskopie.asice')
    await choose(first, copy)
    await page.keyboard.press('Control+Shift+W')
    await page.getByRole('heading', { name: 'Arbeitskopie angelegt und geprüft' }).waitFor()
    expect(sha256(copy)).toBe(sha256(bundle))
    await pictures(first, 'copied')
    await closeDialog(page)
    // The medium is pulled.
    rmSync(bundle)
    await page.getByRole('button', { name: 'Arbeitskopie öffnen' }).waitFor()
    await pictures(first, 'pulled')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Arbeitskopie öffnen' }).click()
    await untilFrame(page, 0)
    expect(await caseOf(page)).toEqual(['Arbeitskopie.asice: geöffnet'])

    const supplement = await supplementTo(copy, join(folder, 'A-8.asice'), secret)
    await choose(first, supplement)
    await page.keyboard.press('Control+B')
    await page.getByRole('button', { name: 'Beweispaket hinzufügen …' }).click()
    await page.getByText('setzt fort: Arbeitskopie.asice').waitFor()
    await pictures(first, 'bundles')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Öffnen: A-8.asice', exact: true }).click()
    await page.getByText('Asservat A-8').first().waitFor()
    await untilFrame(page, 0)
    expect(await caseOf(page)).toEqual(['Arbeitskopie.asice', 'A-8.asice: geöffnet'])

    const backup = join(folder, 'Sicherung.asice')
    await choose(first, backup)
    await page.keyboard.press('Control+S')
    await pictures(first, 'backup')
    expect(await faultsOf(page)).toEqual([])
    await agree(app, () => page.getByRole('button', { name: 'Ziel wählen …' }).click())
    await page.getByText('Gesichert und zurückgelesen').waitFor()
    await closeDialog(page)
    await first.close()

    const second = await launch({ words: ['--trust', trust] })
    await second.page.setViewportSize({ width: 1366, height: 768 })
    await choose(second, backup)
    await second.page.getByRole('button', { name: 'Datei', exact: true }).click()
    await agree(second.app, () => second.page.getByRole('menuitem', { name: /Fall aus Sicherung/ }).click())
    await second.page.getByRole('heading', { name: 'Fall eingespielt' }).waitFor()
    await pictures(second, 'restored')
    expect(await faultsOf(second.page)).toEqual([])
    await second.page.getByRole('button', { name: 'Beweispaket öffnen' }).last().click()
    await second.page.getByRole('button', { name: 'Fall öffnen' }).click()
    await untilFrame(second.page, 0)
    await second.page.getByRole('button', { name: /Zugriffe? noch nicht protokolliert/ }).waitFor()
    await pictures(second, 'not-logged')
    expect(await faultsOf(second.page)).toEqual([])
    await second.close()
  },
)
