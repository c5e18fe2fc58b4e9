import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { sourceOf, utf8 } from '../../main/core/bytes.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { openContainer } from '../../main/verify/open-container.ts'
import { root } from '../support/checkout.ts'
import { encryptedBundle, recipient } from '../support/encrypted-bundle.ts'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import type { Holder } from '../support/pki.ts'
import { chooseClip, stepAndRead, untilSealIsWhole } from '../support/window-driver.ts'

const passphrase = 'nur zum Probieren'
const word = 'Zitronenfalter'

// Lies under the folder of whoever runs the application: what it may write, and what is searched afterwards, are apart.
appTest(
  'an encrypted bundle is refused to strangers, played for its recipient, and never lies in the clear',
  { timeout: 120_000 },
  async ({ launch }) => {
    const folder = folderForUser('encrypted')
    const [anna, carla] = [recipient('Empfangsstelle 1'), recipient('Fremde Stelle')]
    const movie = await sampleMovie()
    const cues = utf8(`WEBVTT\n\n00:00.000 --> 00:03.000\n${word} am Zaun\n`)
    const note = utf8(`Vermerk: ${word}`)
    const files = { 'Gartenweg.mp4': movie, 'Gartenweg.de.vtt': cues, 'Vermerk.txt': note }
    const bundle = given(folder, 'paket.asice', await encryptedBundle([anna], files, new Date()))
    const keys = { anna: keyFile(folder, 'anna', anna), carla: keyFile(folder, 'carla', carla) }
    const words = [bundle, '--trust', trustFolder(folder)]

    const { app, page, home, close } = await launch({ words })
    await page.setViewportSize({ width: 1366, height: 768 })
    await refusedTo(app, page, keys.carla)
    await page.getByText('nicht an „C=DE, O=MUSTER, CN=Fremde Stelle“ verschlüsselt').waitFor()
    await page.getByText('Empfänger sind: C=DE, O=MUSTER, CN=Empfangsstelle 1').waitFor()
    await screenshot(page, 'encrypted-2-refused')
    expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([])

    await page.getByRole('button', { name: 'Prüfergebnis ansehen' }).click()
    await page.getByText('Empfangsstelle 1').first().waitFor()
    await screenshot(page, 'encrypted-3-judged-closed')
    expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([])

    await willChoose(app, [bundle, keys.anna])
    const [question] = await Promise.all([app.waitForEvent('window'), page.keyboard.press('Control+o')])
    await answer(app, question, passphrase)
    await statePurpose(page)
    await untilSealIsWhole(page)
    await chooseClip(page, 'Gartenweg.mp4')
    expect(await stepAndRead(page, 'ArrowRight', [1, 2, 3], (frame) => Promise.resolve(frame))).toEqual([
      1, 2, 3,
    ])
    const captions = await page.evaluate(async () => (await fetch('app://ui/caption/1')).text())
    expect(captions).toContain(`${word} am Zaun`)
    await screenshot(page, 'encrypted-4-open')
    await page.setViewportSize({ width: 1680, height: 1050 })
    await screenshot(page, 'encrypted-5-open-large')
    await close()

    const marks = [
      Buffer.from(word),
      Buffer.from('Gartenweg'),
      Buffer.from('123 Js 45/25'),
      ...samplesOf(movie),
    ]
    expect(lyingIn(home, marks)).toEqual([])
  },
)

async function refusedTo(app: ElectronApplication, page: Page, key: string): Promise<void> {
  await willChoose(app, [key])
  const question = app.windows().find((window) => window !== page) ?? (await app.waitForEvent('window'))
  await question.locator('#accept:not([disabled])').waitFor()
  await question.getByText('CN=Empfangsstelle 1').waitFor()
  await screenshot(question, 'encrypted-1-question')
  await answer(app, question, passphrase)
}

/** Takes a key file that the system's dialog gives, and types its passphrase. */
async function answer(app: ElectronApplication, question: Page, secret: string): Promise<void> {
  await question.locator('#accept:not([disabled])').waitFor()
  const [typing] = await Promise.all([app.waitForEvent('window'), question.locator('#accept').click()])
  await typing.locator('#accept').waitFor()
  await typing.locator('#passphrase').fill(secret)
  await screenshot(typing, 'encrypted-1a-passphrase')
  await typing.locator('#accept').click()
}

async function statePurpose(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Wozu wird dieser Fall geöffnet?' }).waitFor()
  await page.getByRole('button', { name: 'Fall öffnen' }).click()
}

/** The system's dialog cannot be driven: what a person would choose in it is chosen, one after the other. */
async function willChoose(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const left = [...chosen]
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [left.shift() ?? ''] })
  }, paths)
}

async function sampleMovie(): Promise<Uint8Array> {
  const sample = new Uint8Array(readFileSync(join(root, 'resources/sample/sample.asice')))
  const container = await openContainer(sourceOf(sample))
  return (await container.readWhole('clips/0003.mp4', 1 << 26)) ?? new Uint8Array()
}

function given(folder: string, name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  chmodSync(path, 0o644)
  return path
}

function trustFolder(folder: string): string {
  mkdirSync(join(folder, 'trust'), { mode: 0o755 })
  for (const name of ['sample-ca.pem', 'sample-ca.crl'])
    given(join(folder, 'trust'), name, readFileSync(join(root, 'resources/sample/trust', name)))
  return join(folder, 'trust')
}

function keyFile(folder: string, name: string, { key, certificate }: Holder): string {
  const pem = `${key.export({ type: 'pkcs8', format: 'pem' }).toString()}${toPem(certificate.der, 'CERTIFICATE')}`
  const [input, out] = [given(folder, `${name}.pem`, pem), join(folder, `${name}.p12`)]
  execFileSync('openssl', ['pkcs12', '-export', '-in', input, '-out', out, '-passout', `pass:${passphrase}`])
  chmodSync(out, 0o644)
  return out
}

/** Pieces of a film that no other file has. */
function samplesOf(movie: Uint8Array): Buffer[] {
  return [0.2, 0.4, 0.6, 0.8].map((part) => {
    const at = Math.floor(movie.length * part)
    return Buffer.from(movie.subarray(at, at + 24))
  })
}

/** Files below a folder that hold one of the marks, also as UTF-16, and which. */
function lyingIn(folder: string, marks: readonly Buffer[]): readonly string[] {
  const all = marks.flatMap((mark) => [mark, Buffer.from(mark.toString('latin1'), 'utf16le')])
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(files.length).toBeGreaterThan(10)
  return files.flatMap(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name))
    const found = all.findIndex((mark) => bytes.includes(mark))
    return found < 0 ? [] : [`${join(parentPath, name)}: ${found}`]
  })
}
