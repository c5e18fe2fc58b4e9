import { parentPort, workerData } from 'node:worker_threads'
import { compareFiles, listName, parseFileList, signatureName } from './core/installation/file-list.ts'
import { digestFolder } from './disk/digest-folder.ts'
import { readSmallFile } from './disk/read-folder.ts'

// Electron shows archives as folders; here they are the files that the list names. It counts for this thread alone.
process.noAsar = true

/** Compares the folder with the list in it, and tells the outcome; undefined where there is no readable list. */
async function check(folder: string): Promise<void> {
  const bytes = await readSmallFile(`${folder}/${listName}`, 16 << 20)
  const list = bytes.ok ? parseFileList(Buffer.from(bytes.value).toString('utf8')) : undefined
  const found = list && new Map(await digestFolder(folder))
  for (const own of [listName, signatureName]) found?.delete(own)
  parentPort?.postMessage(list && found ? compareFiles(list, found) : undefined)
}

if (typeof workerData === 'string') await check(workerData)
