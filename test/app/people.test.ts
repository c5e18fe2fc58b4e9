import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { identityFrom } from '../../main/cli/identity-from.ts'
import { People } from '../../main/keys/people.ts'
import { root } from '../support/checkout.ts'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import { rsaKey, makeCertificate } from '../support/pki.ts'
import { softHsm, SoftToken } from '../support/soft-token.ts'
import { untilSealIsWhole } from '../support/window-driver.ts'

const passphrase = 'ein Satz, den niemand kennt'

// Where SoftHSM is not installed no card can be connected, and half of this would prove nothing.
describe.skipIf(!softHsm)('people and keys', () => {
  appTest(
    'a new key gets its certificate, a card is connected, each signs, and a locked session signs no more',
    { timeout: 120_000 },
    async ({ launch }) => {
      const folder = folderForUser('token')
      const card = new SoftToken('Karte', folder)
      const holder = makeCertificate({ name: 'Prüfer/in 2', key: rsaKey(3072) })
      card.hold(holder, '0a', 'Signatur')
      execFileSync('chown', ['-R', String(statSync(folder).uid), folder])
      const env = { SOFTHSM2_CONF: card.configuration }
      const launched = await launch({ env })
      const { app, page, home } = launched
      await page.setViewportSize({ width: 1366, height: 768 })
      await page.getByRole('heading', { name: 'Erste Schritte' }).waitFor()
      await screenshot(page, 'people-0-first-steps')
      expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([])
      await page.getByRole('button', { name: 'Mustervorgang öffnen' }).click()
      await untilSealIsWhole(page)
      await openPeople(page)
      await screenshot(page, 'people-1-empty')
      await makeKey(app, page)
      await screenshot(page, 'people-2-request')
      await takeIn(app, page, home, folder)
      await connect(app, page, card)
      await page.getByText('Gültig bis').nth(1).waitFor()
      await screenshot(page, 'people-3-both')
      expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([])

      const [file, token] = [page.locator('.people-row').nth(0), page.locator('.people-row').nth(1)]
      await signAs(app, page, file, { passphrase })
      await file.getByText('entsperrt').waitFor()
      await signAs(app, page, token, { pin: card.pin })
      await token.getByText('entsperrt').waitFor()
      await screenshot(page, 'people-4-card-signs')
      await page.getByRole('button', { name: 'Jetzt sperren' }).click()
      await page.locator('.people-list').getByText('entsperrt').waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      await page.getByText('Prüfer/in 2').first().waitFor({ state: 'detached' })
      await screenshot(page, 'people-5-locked')
      await launched.close()
      // Each of the three granted a session of their own and closed it by a checkpoint.
      const certificates = await Promise.all([samplePerson(), onlyIdentity(home, 0), onlyIdentity(home, 1)])
      expect(sessionsIn(home)).toEqual(
        certificates.flatMap((by) => [`sessionGrant ${by}`, `checkpoint ${by}`]),
      )
    },
  )
})

appTest(
  'a session locks itself when nobody touches keyboard or mouse, and the case stays open',
  { timeout: 60_000 },
  async ({ launch }) => {
    const home = folderForUser('idle')
    const settings = { chosen: null, autoLockMinutes: 1 / 15, welcomed: true }
    writeFileSync(join(home, 'people.json'), JSON.stringify(settings))
    const { page } = await launch({ words: ['--sample'], home, purpose: 'Erprobung' })
    await untilSealIsWhole(page)
    await page.getByText('Schlüssel gesperrt').first().waitFor({ timeout: 30_000 })
    expect(await page.locator('.clip-name').count()).toBe(3)
  },
)

async function openPeople(page: Page): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByRole('tab', { name: 'Personen und Schlüssel' }).click()
}

/** The window of main's own that the act brings up, once it can be answered. */
async function asked(app: ElectronApplication, act: () => Promise<unknown>): Promise<Page> {
  const [question] = await Promise.all([app.waitForEvent('window'), act()])
  await question.locator('#accept:not([disabled])').waitFor()
  return question
}

async function answered(
  app: ElectronApplication,
  act: () => Promise<unknown>,
  fill: (question: Page) => Promise<unknown>,
): Promise<void> {
  const question = await asked(app, act)
  await fill(question)
  const closed = question.waitForEvent('close')
  await question.locator('#accept').click()
  await closed
}

/** The system's dialog cannot be driven: what a person would choose in it is chosen. */
async function willChoose(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, path)
}

async function makeKey(app: ElectronApplication, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Neuer Schlüssel' }).click()
  await page.getByLabel('Name im Zertifikat (Rolle)').fill('Prüfer/in 1')
  await page.getByLabel('Behörde').fill('Musterland')
  await screenshot(page, 'people-1a-new-key')
  const act = () => page.getByRole('button', { name: 'Schlüssel erzeugen' }).click()
  await answered(app, act, async (question) => {
    await question.locator('#passphrase').fill('kurz')
    await question.locator('#accept').click()
    await question.getByText('mindestens 12 Zeichen').waitFor()
    await question.locator('#passphrase').fill(passphrase)
    await question.locator('#repeat').fill(passphrase)
    await question.screenshot({ path: await screenshot(page, 'people-1b-passphrase') })
  })
  await page.getByText('Noch kein Zertifikat').waitFor()
}

/** The request goes to the office's CA, here openssl, and the certificate comes back. */
async function takeIn(app: ElectronApplication, page: Page, home: string, folder: string): Promise<void> {
  const [request, issued] = [join(home, 'request.csr'), join(folder, 'issued.pem')]
  await willChoose(app, request)
  await page.getByRole('button', { name: 'Anforderung speichern' }).click()
  await expect.poll(() => readdirSync(home)).toContain('request.csr')
  const openssl = (...words: readonly string[]) =>
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  openssl(
    ...'req -x509 -nodes -newkey rsa:2048 -days 900 -subj /O=Musterland/CN=CA -keyout ca.key -out ca.pem'.split(
      ' ',
    ),
  )
  writeFileSync(join(folder, 'r.csr'), readFileSync(request))
  openssl(
    ...'x509 -req -in r.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 800 -out issued.pem'.split(' '),
  )
  await willChoose(app, issued)
  const act = () => page.getByRole('button', { name: 'Zertifikat aufnehmen' }).click()
  await answered(app, act, (question) => question.getByText('CN=Prüfer/in 1').waitFor())
  await page.getByText('Gültig bis').first().waitFor()
}

async function connect(app: ElectronApplication, page: Page, card: SoftToken): Promise<void> {
  await willChoose(app, softHsm ?? '')
  await page.getByRole('button', { name: 'Karte verbinden' }).click()
  const question = await asked(app, () =>
    page.getByRole('button', { name: 'Verbinden', exact: true }).click(),
  )
  await screenshot(page, 'people-2a-cards')
  await question.locator('#passphrase').fill('0000')
  const wrong = () => question.locator('#accept').click()
  await answered(app, wrong, async (again) => {
    await again.getByText('Die PIN stimmt nicht.').waitFor()
    await again.locator('#passphrase').fill(card.pin)
    await again.screenshot({ path: await screenshot(page, 'people-2b-pin') })
  })
}

async function signAs(
  app: ElectronApplication,
  page: Page,
  row: ReturnType<Page['locator']>,
  secret: { readonly passphrase: string } | { readonly pin: string },
): Promise<void> {
  const act = () => row.getByRole('button', { name: 'Als diese Person signieren' }).click()
  if ('passphrase' in secret)
    return answered(app, act, (question) => question.locator('#passphrase').fill(secret.passphrase))
  const who = await asked(app, act)
  await who.screenshot({ path: await screenshot(page, 'people-4a-who') })
  await answered(
    app,
    () => who.locator('#accept').click(),
    (question) => question.locator('#passphrase').fill(secret.pin),
  )
}

/** Grants and checkpoints of the findings ledger with the digest of the certificate behind each, in order. */
function sessionsIn(home: string): readonly string[] {
  const ledger = readdirSync(join(home, 'cases'), { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('findings.ledger'),
  )
  const question = `select json_extract(cast(body as text), '$.kind') || ' ' || json_extract(cast(body as text), '$.author')
    from entry where json_extract(cast(body as text), '$.kind') in ('sessionGrant', 'checkpoint') order by seq`
  const said = execFileSync('sqlite3', [join(home, 'cases', ledger ?? ''), question], { encoding: 'utf8' })
  return said.trim().split('\n')
}

/** Digest of the certificate of the identity that was made as number `at`. */
async function onlyIdentity(home: string, at: number): Promise<string> {
  return (await new People(home).list())[at]?.certificate?.sha256 ?? ''
}

async function samplePerson(): Promise<string> {
  const folder = join(root, 'resources', 'sample')
  const identity = await identityFrom(join(folder, 'reviewer.p12'), join(folder, 'reviewer.pass'))
  return identity.ok ? identity.value.facts.sha256 : ''
}
