import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, handOver } from '../support/launch-app.ts'

const sample = join(root, 'resources', 'sample')
const scratch = mkdtempSync(join(tmpdir(), 'asservat-hostile-words-'))

const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
/** Letters that turn the reading direction: shown raw, they would let a name speak of another ending or verdict. */
const turned = 'Siegel\u202Egnurefeilegsba\u202C \u2066unversehrt\u2069 TOTAL-PASSED'
const long = 'Ä'.repeat(4_000)

/** A bundle whose every free text is an attack, sealed by somebody whom nobody trusts. */
function hostileBundle(): string {
  const folder = join(scratch, 'to-seal')
  mkdirSync(folder, { recursive: true })
  const clip = execFileSync('unzip', ['-p', join(sample, 'sample.asice'), 'clips/0003.mp4'], {
    maxBuffer: 64 << 20,
  })
  writeFileSync(join(folder, `aufnahme ${turned.slice(0, 24)}<b>.mp4`), clip)
  writeFileSync(join(folder, '=HYPERLINK(1).txt'), markup)
  const about = { fileNumber: markup, title: long, incident: turned, office: '\u0007\u001B[2J' }
  const facts = { case: about, exhibit: { number: turned } }
  writeFileSync(join(scratch, 'case.json'), JSON.stringify(facts))
  const key = ['--key', join(sample, 'device.p12'), '--pass-file', join(sample, 'device.pass')]
  const out = join(scratch, 'Siegel \u202Etnegissap\u202C.asice')
  const words = ['seal', folder, '--case', join(scratch, 'case.json'), ...key, '--out', out]
  execFileSync(process.execPath, [join(root, 'build', 'main', 'cli.js'), ...words])
  return handOver(out)
}

appTest(
  'texts of a hostile bundle are letters on the screen: none runs, none turns the line round',
  async ({ launch }) => {
    const { page } = await launch({ words: [hostileBundle(), '--purpose', 'Versuch'] })
    await page.locator('.seal-strip, .refusal-box').first().waitFor()
    const seen = await page.evaluate(() => ({
      title: /^(?![12]$)[^\p{Cc}\u202A-\u202E\u2066-\u2069]* – Asservat$/u.test(document.title),
      images: document.querySelectorAll('img[src="x"]').length,
      scripts: [...document.querySelectorAll('script')].filter((script) => script.src === '').length,
      turning: /[\u202A-\u202E\u2066-\u2069]/.test(document.body.innerText),
      controls: /[\u0000\u0007\u001B]/.test(document.body.innerText),
      wider: document.documentElement.scrollWidth > window.innerWidth,
    }))
    expect(seen).toEqual({
      title: true,
      images: 0,
      scripts: 0,
      turning: false,
      controls: false,
      wider: false,
    })
    expect(await page.locator('body').innerText()).not.toMatch(/Siegel unversehrt/)
  },
)
