import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const warning = 'Made with a repackaged Electron: for tests only, not to be handed on.\n'

/** Runs after the files are in place and before the fuses are set. */
export default function afterPack({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir)
  // It would start any folder named on the command line.
  rmSync(join(resources, 'default_app.asar'), { force: true })
  rmSync(join(appOutDir, 'unpacked.json'), { force: true })
  if (process.env.ASSERVAT_UNOFFICIAL_RUNTIME === '1')
    writeFileSync(join(resources, 'UNOFFICIAL-RUNTIME.txt'), warning)
}
