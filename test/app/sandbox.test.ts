import { expect } from 'vitest'
import { appTest, processStatus } from '../support/launch-app.ts'

appTest('the window runs in the sandbox, without the right to gain privileges', async ({ launch }) => {
  const { app, page } = await launch()
  expect(page.url()).toMatch(/^app:\/\/ui\//)
  const renderer = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  )
  const status = processStatus(renderer ?? 0)
  expect({ filtered: /^Seccomp:\t2$/m.test(status), bound: /^NoNewPrivs:\t1$/m.test(status) }).toEqual({
    filtered: true,
    bound: true,
  })
  const words = await app.evaluate(() => process.argv.join(' '))
  expect(words).not.toContain('no-sandbox')
})
