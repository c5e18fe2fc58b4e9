import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from './open-read-only.ts'
import { replaceFile } from './replace-file.ts'

/** The sealed files of one person's drafts in one case: its wrapped key and the draft itself. */
export interface DraftFiles {
  read(name: DraftFile): Promise<Uint8Array | undefined>
  write(name: DraftFile, bytes: Uint8Array): Promise<boolean>
  remove(name: DraftFile): Promise<void>
}

export type DraftFile = 'key' | 'draft'

/** `person`: hex that names whose they are; nobody's draft lies in another's way. */
export function draftFiles(caseFolder: string, person: string): DraftFiles {
  const folder = join(caseFolder, 'drafts')
  const pathOf = (name: DraftFile): string => join(folder, `${person.slice(0, 16)}.${name}`)
  return {
    async read(name) {
      try {
        return new Uint8Array(await readFile(pathOf(name)))
      } catch (error) {
        if (codeOf(error) === '') throw error
        return undefined
      }
    },
    async write(name, bytes) {
      try {
        await replaceFile(pathOf(name), bytes)
        return true
      } catch (error) {
        if (codeOf(error) === '') throw error
        return false
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  }
}
