import { spawnSync } from 'node:child_process'
import { present, runQuietly } from './commands.mjs'
import { sayState, working } from './say.mjs'
import { Trouble } from './trouble.mjs'

// Newer Debian and Ubuntu renamed some libraries; the first name that the system knows counts.
const window = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libnspr4'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libdrm2'],
  ['libxkbcommon0'],
  ['libatk1.0-0t64', 'libatk1.0-0'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libatspi2.0-0t64', 'libatspi2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libdbus-1-3'],
  ['libxcomposite1'],
  ['libxdamage1'],
  ['libxfixes3'],
  ['libxrandr2'],
  ['libxext6'],
  ['libx11-6'],
  ['libxcb1'],
  ['libexpat1'],
  ['libudev1'],
  ['libpango-1.0-0'],
  ['libcairo2'],
  ['fonts-dejavu-core'],
]
const display = [['xvfb'], ['xauth']]
const compiler = [['build-essential'], ['python3']]
const judges = [
  ['ffmpeg'],
  ['openssl'],
  ['unzip'],
  ['zip'],
  ['poppler-utils'],
  ['qpdf'],
  ['mupdf-tools'],
  ['sqlite3'],
  ['libnss3-tools'],
  ['nftables'],
  ['iproute2'],
  ['strace'],
  ['util-linux'],
  ['slurm-wlm'],
  ['munge'],
  // A token in software, and the tool that puts keys on tokens.
  ['softhsm2'],
  ['opensc'],
  // PDFBox Preflight, the one judge of archive rules that Debian packs.
  ['default-jre-headless'],
  ['libpdfbox2-java'],
  ['libactivation-java'],
  ['libjaxb-api-java'],
]

/** What each purpose needs: the window itself, a display in memory, a compiler, the outside judges of the tests. */
export const purposes = { window, display, compiler, judges }

/** Makes sure of the system packages; installs them when it may, else says the one line that does. */
export async function ensureLibraries(names) {
  if (process.platform !== 'linux') return
  if (!present('dpkg-query')) return sayState('libraries', 'not checked: this is not Debian or Ubuntu')
  const missing = missingOf(names.flatMap((name) => purposes[name]))
  if (missing.length > 0) await install(missing)
  sayState('libraries', missing.length > 0 ? 'installed' : 'present')
}

function missingOf(needs) {
  const known = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Abbrev}\n'], {
    encoding: 'utf8',
  }).stdout
  const installed = new Set(
    known.split('\n').flatMap((line) => (line.includes(' ii') ? [line.split(' ')[0]] : [])),
  )
  return needs.filter((names) => !names.some((name) => installed.has(name)))
}

async function install(missing) {
  const root = process.getuid() === 0
  if (root)
    await working('libraries', 'asking for the list of packages', () =>
      runQuietly('apt-get', ['update', '-qq']),
    )
  const packages = missing.map(nameHere)
  const words = ['install', '-y', '--no-install-recommends', ...packages]
  const line = `apt-get ${words.join(' ')}`
  if (!root)
    throw new Trouble(`System packages are missing. Install them and start again:\n\n  sudo ${line}\n`, 3)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await working('libraries', line, () => runQuietly('apt-get', words, { env }))
}

function nameHere(names) {
  const found = names.find((name) => spawnSync('apt-cache', ['show', '--no-all-versions', name]).status === 0)
  return found ?? names[names.length - 1]
}
