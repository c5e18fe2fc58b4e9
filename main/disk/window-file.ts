import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseWindowPlace, type WindowPlace } from '../core/window-place.ts'
import { codeOf } from './open-read-only.ts'
import { replaceFile } from './replace-file.ts'

/** Where the window stood last; undefined where nothing of use is stored. */
export async function readWindowPlace(home: string): Promise<WindowPlace | undefined> {
  try {
    return parseWindowPlace(JSON.parse(await readFile(join(home, 'window.json'), 'utf8')))
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

export async function writeWindowPlace(home: string, place: WindowPlace): Promise<void> {
  await replaceFile(join(home, 'window.json'), JSON.stringify(place))
}
