import { createInterface } from 'node:readline'
import { ended, endIfInterrupted, start } from './commands.mjs'
import { hasDisplay, hasVirtualDisplay, withVirtualDisplay } from './display.mjs'
import { electron, root, windows } from './places.mjs'
import { say } from './say.mjs'
import { Trouble } from './trouble.mjs'

/**
 * Chromium refuses root without this; nobody else loses the sandbox. It stands after the folder, whose place is
 * first.
 */
const rootOnly = !windows && process.getuid() === 0 ? ['--no-sandbox'] : []

/** What Chromium writes where there is no session bus, no graphics card and no sound. It means nothing here. */
const idleTalk =
  /^ALSA lib |^\[\d+:\d+\/[\d.]+:(ERROR|WARNING):(bus|alsa_util|ffmpeg_common|object_proxy|viz_main_impl|gpu_\w+|command_buffer_\w+|gl_\w+|vaapi_\w+|angle_\w+)\.cc/

/** Opens the built application with these words and answers its exit code. */
export async function openApplication(words, { tell = false, cwd = root } = {}) {
  const open = (display) => runElectron([root, ...rootOnly, ...words], { cwd, env: environment(display) })
  if (hasDisplay()) return open(undefined)
  if (!hasVirtualDisplay()) {
    throw new Trouble(
      'There is no display here and no Xvfb: install it (sudo apt-get install -y xvfb xauth).',
      3,
    )
  }
  if (tell) say('No display here: the window opens in Xvfb, where nobody sees it. Ctrl-C ends it.')
  return withVirtualDisplay(open)
}

async function runElectron(words, options) {
  const child = start(electron, words, { ...options, stdio: ['inherit', 'inherit', 'pipe'] })
  createInterface({ input: child.stderr }).on('line', (line) => idleTalk.test(line) || say(line))
  const code = await ended(child)
  endIfInterrupted()
  return code
}

function environment(display) {
  const env = { ...process.env }
  // Left over from a terminal inside an editor, it would make Electron a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  return display === undefined ? env : { ...env, DISPLAY: display }
}
