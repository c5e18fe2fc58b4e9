import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { dirname, join, relative } from 'node:path'
import { run } from './commands.mjs'
import { writeRelease } from './file-list.mjs'
import { purposes } from './libraries.mjs'
import { build, readJson, root } from './places.mjs'

const mimeType = 'application/vnd.etsi.asic-e+zip'

/**
 * Makes a .deb of the unpacked application with Debian's own tool. All files belong to root, so that no user can
 * change the program, and `dpkg -V asservat` says which file was changed. Same input and time stamp, same bytes.
 */
export async function makeDebianPackage() {
  const { version, description } = readJson(root, 'package.json')
  const tree = join(build, 'package', 'deb')
  rmSync(tree, { recursive: true, force: true })
  cpSync(join(build, 'package', 'linux-unpacked'), join(tree, 'opt', 'asservat'), { recursive: true })
  layOut(tree)
  // Where user namespaces are refused, Chromium's sandbox needs this helper.
  chmodSync(join(tree, 'opt', 'asservat', 'chrome-sandbox'), 0o4755)
  write(tree, 'DEBIAN/md5sums', checksumsOf(tree))
  write(tree, 'DEBIAN/control', control(version, description, kibibytesOf(tree)))
  const file = join(build, 'package', `asservat_${version}_amd64.deb`)
  const env = { ...process.env, SOURCE_DATE_EPOCH: timeOfSources() }
  const code = await run('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z10', '--build', tree, file], { env })
  rmSync(tree, { recursive: true, force: true })
  if (code === 0) writeRelease(file, { name: 'asservat', version })
  return { code, file }
}

/** The time of the last commit: the same for everyone who builds it. Without git, the beginning of time. */
function timeOfSources() {
  if (process.env.SOURCE_DATE_EPOCH) return process.env.SOURCE_DATE_EPOCH
  const said = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).stdout
  return said?.trim() || '0'
}

function layOut(tree) {
  write(tree, 'usr/share/applications/asservat.desktop', desktopEntry)
  write(tree, 'usr/share/mime/packages/asservat.xml', mimeEntry)
  const legal = join(build, 'legal')
  for (const file of readdirSync(legal))
    write(tree, `usr/share/doc/asservat/${file}`, readFileSync(join(legal, file)))
  write(tree, 'usr/share/doc/asservat/copyright', readFileSync(join(legal, 'LICENSES.txt')))
  const icon = join(root, 'resources', 'icons', 'asservat.png')
  if (existsSync(icon)) write(tree, 'usr/share/icons/hicolor/512x512/apps/asservat.png', readFileSync(icon))
  mkdirSync(join(tree, 'usr', 'bin'), { recursive: true })
  symlinkSync('../../opt/asservat/asservat', join(tree, 'usr', 'bin', 'asservat'))
}

function write(tree, name, content) {
  const path = join(tree, name)
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
  writeFileSync(path, content, { mode: 0o644 })
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : entry.isFile() ? [path] : []
  })
}

function checksumsOf(tree) {
  const lines = filesUnder(tree).map((file) => {
    const sum = createHash('md5').update(readFileSync(file)).digest('hex')
    return `${sum}  ${relative(tree, file)}\n`
  })
  return lines.sort().join('')
}

function kibibytesOf(tree) {
  return filesUnder(tree).reduce((sum, file) => sum + Math.ceil(statSync(file).size / 1024), 0)
}

function control(version, description, size) {
  const libraries = purposes.window.filter(([name]) => !name.startsWith('fonts-'))
  return [
    'Package: asservat',
    `Version: ${version}`,
    'Section: utils',
    'Priority: optional',
    'Architecture: amd64',
    'Maintainer: Asservat maintainers <maintainers@asservat.invalid>',
    `Installed-Size: ${size}`,
    `Depends: ${libraries.map((names) => names.join(' | ')).join(', ')}`,
    'Recommends: fonts-dejavu-core',
    `Description: ${description}`,
    ' Opens sealed evidence bundles, judges the seal, plays and steps exactly, signs',
    ' annotations into a ledger and exports signed reports. Never uses a network.',
    '',
  ].join('\n')
}

const desktopEntry = `[Desktop Entry]
Type=Application
Name=Asservat
GenericName=Evidence review
GenericName[de]=Beweisauswertung
Exec=/opt/asservat/asservat %f
Icon=asservat
Terminal=false
Categories=Office;
MimeType=${mimeType};
StartupWMClass=Asservat
`

const mimeEntry = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${mimeType}">
    <comment>Sealed evidence bundle</comment>
    <comment xml:lang="de">Beweispaket</comment>
    <glob pattern="*.asice"/>
    <glob pattern="*.sce"/>
  </mime-type>
</mime-info>
`
