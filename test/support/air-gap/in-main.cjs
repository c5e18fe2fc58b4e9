// Loaded by Electron before the application, whose own code and settings stay as they are. It waits until the
// application has done its work, then lets the hostile script loose in its window.
const { app } = require('electron')
const callOut = require('./hostile-page.cjs')

const tell = (what) => process.stdout.write(`AIR-GAP ${JSON.stringify(what)}\n`)
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('did-finish-load', () => {
    if (window.webContents.getURL().startsWith('app://ui/index.html')) void attack(window.webContents)
  })
})

/** Asks the page again and again, for at most a minute; answers the last it said. */
async function until(contents, question, wanted) {
  let answer = ''
  for (let tries = 0; tries < 240 && !wanted.test(answer); tries++) {
    await pause(250)
    answer = await contents.executeJavaScript(`${question} ?? ''`)
  }
  return answer
}

async function attack(contents) {
  tell({
    seal: await until(contents, "document.querySelector('.seal-strip')?.innerText", /Siegel unversehrt/),
  })
  const frame = "document.querySelector('[data-testid=frame]')?.textContent"
  await until(contents, frame, /^0$/)
  for (const number of [1, 2, 3]) {
    contents.sendInputEvent({ type: 'keyDown', keyCode: 'Right' })
    tell({ frame: await until(contents, frame, new RegExp(`^${number}$`)) })
  }
  tell({ tried: await contents.executeJavaScript(`(${callOut})()`, true) })
  await pause(8_000)
  tell({ done: true })
  app.exit(0)
}
