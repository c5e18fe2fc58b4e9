import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileList } from './file-list.mjs'

const warning = 'Made with a repackaged Electron: for tests only, not to be handed on.\n'

/** Runs after the files are in place, and once more after signing where that changes the program (Windows). */
export default async function afterPack(context) {
  const { appOutDir, packager } = context
  const resources = packager.getResourcesDir(appOutDir)
  // It would start any folder named on the command line.
  rmSync(join(resources, 'default_app.asar'), { force: true })
  rmSync(join(appOutDir, 'unpacked.json'), { force: true })
  if (process.env.ASSERVAT_UNOFFICIAL_RUNTIME === '1')
    writeFileSync(join(resources, 'UNOFFICIAL-RUNTIME.txt'), warning)
  // electron-builder closes the fuses only after this; closed here already, the list names the program as it ships.
  await packager.addElectronFuses(context, await packager.generateFuseConfig(packager.config.electronFuses))
  if (packager.platform.name !== 'mac') writeFileList(appOutDir)
}
