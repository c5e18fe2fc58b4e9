import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '../core/failure.ts'
import { parseOffice } from '../core/report/office-file.ts'
import type { OfficeFacts } from '../core/report/report-model.ts'
import { fail, ok, type Result } from '../core/result.ts'

const fileName = 'office.json'

/** The letterhead from the settings folder; undefined where the office has written none. */
export async function readOffice(folder: string): Promise<Result<OfficeFacts | undefined, Failure>> {
  const text = await readText(join(folder, fileName))
  if (text === undefined) return ok(undefined)
  const office = parseOffice(text)
  return office.ok ? office : fail({ code: 'report.officeFile', name: fileName, field: office.failure.field })
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return undefined
    throw error
  }
}
