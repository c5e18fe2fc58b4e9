// An application as many are: nothing is closed. What leaves here shows that the measurement would see it.
const { app, BrowserWindow } = require('electron')
const callOut = require('./hostile-page.cjs')

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: true })
  await window.loadURL('data:text/html,<title>naive</title><body><textarea>Ein Wort</textarea>')
  const tried = await window.webContents.executeJavaScript(`(${callOut})()`, true)
  process.stdout.write(`AIR-GAP ${JSON.stringify({ tried })}\n`)
  setTimeout(() => app.exit(0), 8_000)
})
