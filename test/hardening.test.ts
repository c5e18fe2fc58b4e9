import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './support/checkout.ts'
import { modulesUnder } from './support/module-imports.ts'

/** What is known to open an Electron window to its content; each is a word that none of our sources may hold. */
const opening: Readonly<Record<string, RegExp>> = {
  'Node in the page': /nodeIntegration(InWorker|InSubFrames)?: true/,
  'one world for page and preload': /contextIsolation: false/,
  'no sandbox': /sandbox: false|enableMixedSandbox|appendSwitch\('no-sandbox'/,
  'no same origin': /webSecurity: false|allowRunningInsecureContent|disable-web-security/,
  'experiments of Chromium': /experimentalFeatures|enableBlinkFeatures/,
  'a page in the page': /webviewTag: true|<webview/,
  'the remote module': /@electron\/remote|enableRemoteModule/,
  'certificates waved through': /setCertificateVerifyProc|ignore-certificate-errors|'certificate-error'/,
  'links handed to the system': /shell\.openExternal/,
  'plain HTTP': /loadURL\('http|registerStandardSchemes|bypassCSP: true/,
  'pages from files': /loadFile\(|loadURL\([^)]*file:/,
  'text as markup': /dangerouslySetInnerHTML|\.innerHTML =|insertAdjacentHTML|document\.write\(/,
  'text as code': /\beval\(|new Function\(/,
  'the whole bridge': /exposeInMainWorld\([^)]*ipcRenderer\s*\)/,
  'a debugger': /debugger\.attach|openDevTools/,
  'unsafe words of the policy': /'unsafe-(inline|eval|hashes)'/,
}

const sources = ['main', 'preload', 'renderer'].flatMap(modulesUnder)

test.each(Object.entries(opening))('no source asks for: %s', (_name, word) => {
  const found = sources.filter((module) => word.test(readFileSync(join(root, module), 'utf8')))
  expect(found).toEqual([])
})

test('every window is locked, and every handler of calls is the one that checks its sender', () => {
  const texts = sources.map((module) => [module, readFileSync(join(root, module), 'utf8')] as const)
  const windows = texts.filter(([, text]) => text.includes('new BrowserWindow('))
  expect(sources.length).toBeGreaterThan(300)
  expect(windows.length).toBeGreaterThan(2)
  expect(windows.filter(([, text]) => !text.includes('lockedPage')).map(([module]) => module)).toEqual([])
  const handling = texts.filter(([, text]) => /ipcMain\.(handle|on)\b/.test(text)).map(([module]) => module)
  expect(handling.sort()).toEqual(['main/ipc/confirm-window.ts', 'main/ipc/serve.ts'])
})
