import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { appTest } from '../support/launch-app.ts'
import { chooseClip, untilSealIsWhole } from '../support/window-driver.ts'

appTest(
  'a hostile script in the window reaches neither Node nor the network nor another window',
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'] })
    await untilSealIsWhole(page)
    const outcome = await page.evaluate(async () => {
      const refused = async (act: () => unknown) => {
        try {
          const value = await act()
          return value === null || value === undefined || value === 'denied'
            ? 'refused'
            : `got a ${typeof value}`
        } catch {
          return 'refused'
        }
      }
      const image = (src: string) =>
        new Promise((settle, fail) => {
          const made = new Image()
          made.addEventListener('load', settle)
          made.addEventListener('error', fail)
          made.src = src
        })
      return {
        node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
        fetch: await refused(() => fetch('https://example.invalid/')),
        file: await refused(() => fetch('file:///etc/passwd')),
        image: await refused(() => image('https://example.invalid/a.png')),
        socket: await refused(
          () =>
            new Promise((_settle, fail) =>
              new WebSocket('wss://example.invalid').addEventListener('error', fail),
            ),
        ),
        popup: await refused(() => window.open('https://example.invalid/')),
        ownPopup: await refused(() => window.open('app://ui/index.html')),
        evaluated: await refused(() => window.eval('1')),
        markup: await refused(() => Object.assign(document.createElement('p'), { innerHTML: '<b>x</b>' })),
        frameMarkup: await refused(() => document.createElement('iframe').setAttribute('srcdoc', '<b>x</b>')),
        foreignWorker: await refused(() => new Worker('https://example.invalid/x.js')),
        evidenceAsWorker: await refused(() => new Worker('/clip/1')),
        secondPolicy: await refused(() => {
          const policies: unknown = Reflect.get(window, 'trustedTypes')
          if (typeof policies !== 'object' || policies === null) return 'no trusted types'
          const create: unknown = Reflect.get(policies, 'createPolicy')
          return typeof create === 'function'
            ? Reflect.apply(create, policies, ['default', { createHTML: (text: string) => text }])
            : 'no policies'
        }),
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        place: await refused(
          () => new Promise((_settle, fail) => navigator.geolocation.getCurrentPosition(_settle, fail)),
        ),
        notes: await refused(() => Notification.requestPermission()),
      }
    })
    expect(outcome).toEqual({
      node: ['undefined', 'undefined'],
      fetch: 'refused',
      file: 'refused',
      image: 'refused',
      socket: 'refused',
      popup: 'refused',
      ownPopup: 'refused',
      evaluated: 'refused',
      markup: 'refused',
      frameMarkup: 'refused',
      foreignWorker: 'refused',
      evidenceAsWorker: 'refused',
      secondPolicy: 'refused',
      camera: 'refused',
      place: 'refused',
      notes: 'refused',
    })
    await page.evaluate(() => {
      location.href = 'https://example.invalid/'
    })
    await page.waitForTimeout(500)
    expect(page.url()).toMatch(/^app:\/\/ui\//)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  },
)

appTest(
  'the program itself keeps to its own policy while a clip is watched and annotated',
  async ({ launch }) => {
    const { page } = await launch({ words: ['--sample'] })
    const complaints: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    // Once more from the first byte, so that nothing of the start goes unheard.
    await page.reload()
    await untilSealIsWhole(page)
    await chooseClip(page, 'kamera-2.mp4')
    await page.keyboard.press('Space')
    await page.waitForTimeout(1_000)
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+M')
    await page.locator('.draft textarea').fill('Prüfung der Richtlinie')
    await page.keyboard.press('Control+K')
    await page.keyboard.press('Escape')
    expect(complaints).toEqual([])
  },
)

appTest(
  'a call that is malformed, or made up, is refused with a number and changes nothing',
  async ({ launch }) => {
    const { page, home } = await launch({ words: ['--sample'] })
    await untilSealIsWhole(page)
    const answers = await page.evaluate(async () => {
      const bridge: unknown = Reflect.get(window, 'workstation')
      const call = async (name: string, request: unknown) => {
        const act: unknown =
          typeof bridge === 'object' && bridge !== null ? Reflect.get(bridge, name) : undefined
        if (typeof act !== 'function') return 'no such call'
        try {
          await Reflect.apply(act, bridge, [request])
          return 'answered'
        } catch (error) {
          return error instanceof Error ? error.message.replace(/[0-9a-f]{8}$/, 'NUMBER') : 'threw'
        }
      }
      return [
        await call('frameTable', { clip: '1' }),
        await call('annotate', { clip: 1, from: -1, to: 0, kind: 'observation', category: 'x', text: 'x' }),
        await call('annotate', {
          clip: 1,
          from: 0,
          to: 0,
          kind: 'observation',
          category: 'x',
          text: 'x',
          more: 1,
        }),
        await call('copyText', { text: 'x'.repeat(200_000) }),
        await call('readFile', { path: '/etc/passwd' }),
      ]
    })
    const refused = "Error invoking remote method 'call:"
    expect(
      answers.slice(0, 4).every((answer) => answer.startsWith(refused) && answer.endsWith('incident NUMBER')),
    ).toBe(true)
    expect(answers[4]).toBe('no such call')
    expect(
      readFileSync(join(home, 'incidents.log'), 'utf8')
        .split('\n')
        .filter((line) => / (frameTable|annotate|copyText) /.test(line)),
    ).toHaveLength(4)
  },
)

appTest('evidence is served inert, by number only, and nothing beside it', async ({ launch }) => {
  const { page } = await launch({ words: ['--sample'] })
  await untilSealIsWhole(page)
  const served = await page.evaluate(async () => {
    const ask = async (path: string) => {
      const answer = await fetch(path, { headers: { Range: 'bytes=0-3' } }).catch(() => undefined)
      return (
        answer && [
          answer.status,
          answer.headers.get('content-type'),
          answer.headers.get('x-content-type-options'),
        ]
      )
    }
    const paths = [
      '/clip/1',
      '/clip/0',
      '/clip/99',
      '/clip/1/../../case.json',
      '/case.json',
      '/files/0001.pdf',
    ]
    return Promise.all([...paths, '/..%2f..%2fpackage.json', '/print/1'].map(ask))
  })
  expect(served[0]).toEqual([206, 'video/mp4', 'nosniff'])
  expect(served.slice(1).map((answer) => answer?.[0])).toEqual([404, 404, 404, 404, 404, 404, 404])
})
