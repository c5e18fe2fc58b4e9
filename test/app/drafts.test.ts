import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

const words = 'Person A tritt Krawattenmuster zurück'

/** Files below the folder in which the bytes stand. */
function filesWith(folder: string, text: string): string[] {
  const found = execFileSync('sh', ['-c', 'grep -rlaF -- "$1" "$2" || true', 'sh', text, folder], {
    encoding: 'utf8',
  })
  return found.split('\n').filter((line) => line !== '')
}

appTest(
  'after the program was killed the draft is there again, and on the disk nobody reads it',
  { timeout: 90_000 },
  async ({ launch }) => {
    const home = folderForUser('home')
    const first = await launch({ words: ['--sample'], home })
    await untilSealIsWhole(first.page)
    await untilFrame(first.page, 0)
    await first.page.keyboard.press('Shift+M')
    await first.page.keyboard.type(words)
    await first.page.getByText(/^Entwurf gesichert/).waitFor()
    const [id = ''] = readdirSync(join(home, 'cases'))
    const kept = readdirSync(join(home, 'cases', id, 'drafts')).map((name) => name.split('.').pop())
    first.app.process().kill('SIGKILL')
    await first.close()
    expect([kept.toSorted(), filesWith(home, 'Krawattenmuster')]).toEqual([['draft', 'key'], []])

    const again = await launch({ words: ['--sample'], home })
    await again.page.getByText(/Ihr Entwurf von .* ist da/).waitFor()
    await screenshot(again.page, 'draft-after-crash')
    await again.page.getByRole('button', { name: 'Weiterschreiben' }).click()
    const field = again.page.locator('.draft textarea')
    expect(await field.inputValue()).toBe(words)
    // Undo is that of every editor: word by word, and forward again.
    await field.press('End')
    await again.page.keyboard.type(' und wartet')
    await again.page.keyboard.press('Control+Z')
    const shorter = await field.inputValue()
    await again.page.keyboard.press('Control+Shift+Z')
    expect([shorter.length < `${words} und wartet`.length, await field.inputValue()]).toEqual([
      true,
      `${words} und wartet`,
    ])
    await again.page.keyboard.press('Control+Enter')
    await again.page.getByText(/ist signiert und im Protokoll/).waitFor()
    await again.close()
    expect(readdirSync(join(home, 'cases', id, 'drafts')).map((name) => name.split('.').pop())).toEqual([
      'key',
    ])
  },
)
