/** Options that the window and the verbs with a window read themselves; a test keeps this list equal to theirs. */
export const ownOptions: ReadonlySet<string> = new Set([
  'home',
  'trust',
  'sample',
  'purpose',
  'self-test',
  'language',
  'out',
  'key',
  'pass-file',
  'json',
  'help',
])

/** What a desktop or a reader with poor sight may add: how the window is drawn, never what it may do. */
const systemSwitches: ReadonlySet<string> = new Set([
  'force-device-scale-factor',
  'ozone-platform',
  'ozone-platform-hint',
  'disable-gpu',
  'force-renderer-accessibility',
])

/** Switches that tests and developers give to an unpacked Electron; they are not words of ours. */
const openSwitches =
  /^(no-sandbox|inspect|remote-debugging|user-data-dir|enable-|disable-|use-|ozone|force-device-scale)/

/**
 * The first switch that the packed program does not know, undefined when there is none. Chromium knows hundreds
 * (a debugging port, no sandbox, another resolver): it reads `-` like `--`, on Windows `/` as well, and stops at `--`.
 */
export function refusedSwitch(words: readonly string[], platform: NodeJS.Platform): string | undefined {
  const end = words.indexOf('--')
  const read = end < 0 ? words : words.slice(0, end)
  return read.find((word) => {
    const name = switchName(word, platform)
    return name !== undefined && !ownOptions.has(name) && !systemSwitches.has(name)
  })
}

/** Our own words: what Chromium reads is left out. An unpacked Electron is given more of that than a packed one. */
export function ownWords(words: readonly string[], packaged: boolean): readonly string[] {
  return words.filter((word) => {
    const name = word.startsWith('--') ? switchName(word, 'linux') : undefined
    if (name === undefined || ownOptions.has(name)) return true
    return !systemSwitches.has(name) && (packaged || !openSwitches.test(name))
  })
}

function switchName(word: string, platform: NodeJS.Platform): string | undefined {
  const windows = platform === 'win32'
  const found = (windows ? /^(?:--|-|\/)([^=]+)/ : /^--?([^=]+)/).exec(word)?.[1]
  return windows ? found?.toLowerCase() : found
}
