import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dialog, shell } from 'electron'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { issuesOn, type Issue } from '../core/report/earlier-report.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { exists, writeOnce } from '../disk/write-once.ts'
import { requestFor, stampPdf } from '../report/stamp-pdf.ts'
import { readOfficeFolder } from '../report/read-office.ts'
import type { IssuedView, ReportCalls, ReportRequest } from '../../preload/contract/report.ts'
import { confirmReport } from './confirm-report.ts'
import type { Desk } from './desk.ts'
import type { OpenCase } from './open-case.ts'
import { showPreview } from './preview-window.ts'
import type { Tell } from './workstation.ts'

/** Answers what the window asks about reports on the open case, and about the office's templates. */
export class ReportDesk implements ReportCalls {
  readonly #desk: Desk
  readonly #tell: Tell
  readonly #open: () => OpenCase | undefined
  readonly #language: () => Language
  #running: AbortController | undefined

  constructor(desk: Desk, tell: Tell, open: () => OpenCase | undefined, language: () => Language) {
    this.#desk = desk
    this.#tell = tell
    this.#open = open
    this.#language = language
  }

  async reportDefaults() {
    const open = this.#open()
    if (!open) return noneOpen
    const { office, files } = await readOfficeFolder(this.#desk.officeFolder)
    const { mandates, purposes } = office.texts
    const stated = open.records.access.stated
    return ok({
      mandate: stated?.mandate || (mandates[0]?.text ?? ''),
      purpose: purposes[0]?.text ?? stated?.reason ?? '',
      mandates,
      purposes,
      issued: await Promise.all(issuesOf(open).map((issue) => issuedView(open, issue))),
      office: files.find(({ failure }) => failure !== null)?.failure ?? null,
    })
  }

  async previewReport(request: ReportRequest): Promise<Result<null, Failure>> {
    const open = this.#open()
    if (!open) return noneOpen
    const page = await this.#stoppable((signal) => open.previewReport({ ...request, ...this.#watch(signal) }))
    if (!page.ok) return page
    const title = this.#desk.phrasesIn(request.language)('report.previewTitle')
    await showPreview(page.value, title, this.#desk.window())
    return ok(null)
  }

  async signReport(request: ReportRequest) {
    const open = this.#open()
    if (!open) return noneOpen
    const confirmed = await confirmReport(this.#desk, open.view(), this.#language(), request)
    if (!confirmed) return ok(undefined)
    return this.#stoppable((signal) => open.issueReport({ ...request, ...this.#watch(signal) }))
  }

  async cancelReport() {
    this.#running?.abort()
    return null
  }

  async reprintReport({ number, recipient }: { readonly number: string; readonly recipient: string }) {
    const found = await this.#issued(number)
    if (!found.ok) return found
    const { open, issue, bytes } = found.value
    const path = await this.#askWhere(`${number}.pdf`, 'dialog.reprint.title')
    if (path === undefined) return ok(undefined)
    const object = { kind: 'report', name: number, sha256: issue.pdf } as const
    const recorded = open.records.access.record({ act: 'exported', object, recipient })
    if (!recorded.ok) return recorded
    const written = await writeOnce(path, bytes)
    return written.ok ? ok(path) : written
  }

  async requestTimestamp({ number }: { readonly number: string }) {
    const found = await this.#issued(number)
    if (!found.ok) return found
    const request = requestFor(found.value.bytes, number)
    if (!request.ok) return request
    const path = await this.#askWhere(`${number}.tsq`, 'dialog.timestamp.request')
    if (path === undefined) return ok(undefined)
    const written = await writeOnce(path, request.value)
    return written.ok ? ok(path) : written
  }

  async addTimestamp({ number }: { readonly number: string }) {
    const found = await this.#issued(number)
    if (!found.ok) return found
    const answer = await this.#askFor('tsr', 'dialog.timestamp.answer')
    if (answer === undefined) return ok(undefined)
    const response = await readSmallFile(answer, 1 << 20)
    if (!response.ok) return response
    const stamped = await stampPdf(found.value.bytes, response.value, number, new Date())
    if (!stamped.ok) return stamped
    const path = stampedPath(found.value.open, number)
    const written = await writeOnce(path, stamped.value)
    if (!written.ok) return written
    found.value.open.writes(path)
    const noted = found.value.open.records.append('reportSigned', {
      number,
      of: found.value.issue.pdf,
      stamped: sha256(stamped.value),
    })
    return noted.ok ? ok(path) : noted
  }

  async #issued(number: string) {
    const open = this.#open()
    if (!open) return noneOpen
    const issue = issuesOf(open).find((known) => known.number === number)
    if (!issue) return fail({ code: 'report.unknownNumber' as const, number })
    const bytes = await issuedBytes(open, issue)
    return bytes ? ok({ open, issue, bytes }) : fail({ code: 'report.notTheIssued' as const, number })
  }

  /** Only what this case has written may be shown: the window names no paths of its own. */
  async showReport({ path }: { readonly path: string }): Promise<Result<null, Failure>> {
    if (!this.#open()?.wrote(path)) return fail({ code: 'file.notFound', name: path })
    shell.showItemInFolder(path)
    return ok(null)
  }

  async officeFiles() {
    const folder = this.#desk.officeFolder
    return { folder, ...(await readOfficeFolder(folder)) }
  }

  /** The folder is made where there is none, so that the files can be put into it. */
  async showOfficeFolder(): Promise<Result<null, Failure>> {
    await mkdir(this.#desk.officeFolder, { recursive: true })
    const trouble = await shell.openPath(this.#desk.officeFolder)
    return trouble === '' ? ok(null) : fail({ code: 'file.notReadable', name: this.#desk.officeFolder })
  }

  /** One report at a time; a second one would decode in the same room. */
  async #stoppable<T>(make: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    try {
      return await make(running.signal)
    } finally {
      if (this.#running === running) this.#running = undefined
    }
  }

  #watch(signal: AbortSignal) {
    return {
      signal,
      onStep: (step: Parameters<NonNullable<Wish['onStep']>>[0], done: number, total: number) =>
        this.#tell('reportProgress', { step, done, total }),
    }
  }

  async #askWhere(name: string, title: string): Promise<string | undefined> {
    const options = { title: this.#desk.phrasesIn(this.#language())(title), defaultPath: name }
    const window = this.#desk.window()
    const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    return chosen.canceled || chosen.filePath === '' ? undefined : chosen.filePath
  }

  async #askFor(extension: string, title: string): Promise<string | undefined> {
    const phrases = this.#desk.phrasesIn(this.#language())
    const options: Electron.OpenDialogOptions = {
      title: phrases(title),
      filters: [{ name: phrases(title), extensions: [extension] }],
      properties: ['openFile'],
    }
    const window = this.#desk.window()
    const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
    return chosen.filePaths[0]
  }
}

type Wish = Parameters<OpenCase['issueReport']>[0]

const noneOpen = fail({ code: 'bundle.noneOpen' as const })

function issuesOf(open: OpenCase): readonly Issue[] {
  return issuesOn(open.records.entries(), open.judged.facts().manifestSha256)
}

async function issuedView(open: OpenCase, issue: Issue): Promise<IssuedView> {
  const { number, at, pdf, entries, recipients } = issue
  const bytes = await pdfOf(open, number)
  const file = bytes === undefined ? 'missing' : sha256(bytes) === pdf ? 'same' : 'altered'
  const stamped = await exists(stampedPath(open, number))
  return { number, at, pdfSha256: pdf, entries, recipients, file, stamped }
}

/** The bytes that were issued, or undefined: what differs by one bit is not the report. */
async function issuedBytes(open: OpenCase, { number, pdf }: Issue): Promise<Uint8Array | undefined> {
  const bytes = await pdfOf(open, number)
  return bytes && sha256(bytes) === pdf ? bytes : undefined
}

function stampedPath(open: OpenCase, number: string): string {
  return join(open.folder.reports, number, 'report-stamped.pdf')
}

async function pdfOf(open: OpenCase, number: string): Promise<Uint8Array | undefined> {
  // The number comes from a ledger, and becomes a path only in the form in which the program writes it.
  if (!/^[A-Za-z0-9-]{1,64}$/.test(number)) return undefined
  try {
    return await readFile(join(open.folder.reports, number, 'report.pdf'))
  } catch {
    return undefined
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
