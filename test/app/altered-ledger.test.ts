import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Bridge } from '../../preload/contract/workstation.ts'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import { sqlite, withoutTriggers } from '../support/ledger-tampering.ts'
import { untilSealIsWhole } from '../support/window-driver.ts'

/** Writes an annotation as the window does, through the bridge. */
function annotate(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (words) => {
    const { workstation } = window as unknown as { readonly workstation: Bridge }
    const draft = {
      clip: 1,
      from: 10,
      to: 20,
      kind: 'observation',
      category: 'approach',
      text: words,
    } as const
    return (await workstation.annotate(draft)).ok
  }, text)
}

appTest(
  'an annotation that was changed outside is named, and all entries stay to be looked at',
  async ({ launch }) => {
    const home = folderForUser('home')
    const first = await launch({ words: ['--sample'], home })
    await untilSealIsWhole(first.page)
    expect([
      await annotate(first.page, 'Griff zum Gürtel'),
      await annotate(first.page, 'Person tritt heran'),
    ]).toEqual([true, true])
    await first.close()
    const [id = ''] = readdirSync(join(home, 'cases'))
    const ledger = join(home, 'cases', id, 'findings.ledger')
    const seq = sqlite(ledger, "SELECT seq FROM payload WHERE CAST(data AS TEXT) LIKE '%Griff zum%';").trim()
    const change = `UPDATE payload SET data = CAST(replace(CAST(data AS TEXT), 'Griff zum', 'Schlag zum') AS BLOB) WHERE seq = ${seq};`
    sqlite(ledger, withoutTriggers(ledger, change))
    const again = await launch({ words: ['--sample'], home })
    const trouble = again.page.locator('.ledger-trouble').first()
    await trouble.waitFor()
    expect(await trouble.innerText()).toContain(`Eintrag ${seq}`)
    expect(await trouble.innerText()).toContain('nicht der, der unterschrieben wurde')
    await again.page.getByText('Person tritt heran').first().waitFor()
    // What nobody signed is not shown as anybody's word.
    expect(await again.page.getByText('Schlag zum').count()).toBe(0)
    expect(await annotate(again.page, 'Wird nicht angenommen')).toBe(false)
    await screenshot(again.page, 'ledger-altered')
  },
)

appTest(
  'an older copy in place of the ledger is known; going on notes the loss for good',
  async ({ launch }) => {
    const home = folderForUser('home')
    const first = await launch({ words: ['--sample'], home })
    await untilSealIsWhole(first.page)
    await annotate(first.page, 'Griff zum Gürtel')
    await first.close()
    const [id = ''] = readdirSync(join(home, 'cases'))
    const ledger = join(home, 'cases', id, 'findings.ledger')
    const older = readFileSync(ledger)
    const second = await launch({ words: ['--sample'], home })
    await untilSealIsWhole(second.page)
    await annotate(second.page, 'Verschwindet')
    await second.close()
    writeFileSync(ledger, older)
    const third = await launch({ words: ['--sample'], home })
    const { app, page } = third
    const trouble = page.locator('.ledger-trouble').first()
    await trouble.waitFor()
    expect(await trouble.innerText()).toContain('fehlen Einträge am Ende')
    expect(await annotate(page, 'Wird nicht angenommen')).toBe(false)
    const asking = app.waitForEvent('window')
    await trouble.getByRole('button').click()
    const question = await asking
    await question.getByRole('button', { name: /Verlust vermerken/ }).click()
    await trouble.waitFor({ state: 'detached' })
    expect(await annotate(page, 'Geht weiter')).toBe(true)
    await third.close()
    const grants = sqlite(
      ledger,
      "SELECT count(*) FROM payload WHERE CAST(data AS TEXT) LIKE '%ledger.behind%';",
    )
    expect(grants.trim()).toBe('1')
  },
)
