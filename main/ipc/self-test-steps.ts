import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { BrowserWindow } from 'electron'
import { frameCount } from '../core/clip/frame-table.ts'
import type { Json } from '../core/canonical.ts'
import type { Result } from '../core/result.ts'
import { checkProgram } from '../installation.ts'
import { judgeWhole } from '../judge.ts'
import { verifyLedgerFile } from '../ledger/verify-ledger.ts'
import type { Desk } from './desk.ts'
import { ledgerPorts } from './ledger-ports.ts'
import type { OpenCase } from './open-case.ts'
import { samePicturesBothWays } from './review.ts'
import type { ReviewWorkstation } from './workstation.ts'

/** The running program under test. */
export interface OnTest {
  readonly root: string
  readonly desk: Desk
  readonly workstation: ReviewWorkstation
  readonly window: BrowserWindow
}

/** The steps of the main job, in order. Each answers what it found, or throws why it failed. */
export const selfTestSteps: Readonly<Record<string, (test: OnTest) => Promise<Json>>> = {
  files: checkOwnFiles,
  seal: judgeSample,
  window: stepInWindow,
  play: playInWindow,
  frames: stepBothWays,
  annotate,
  words: typeWords,
  help: openHelp,
  report: issueAndVerify,
  crash: surviveCrash,
  damage: findDamage,
  idle: beIdle,
  ledger: closeAndVerify,
}

/** A package must be whole; a checkout has no list, and says so. */
async function checkOwnFiles({ root, desk }: OnTest): Promise<Json> {
  const { state, check, buildSha256 } = await checkProgram(root, desk.judging)
  expectEqual(state, desk.places.packaged ? 'whole' : 'noList')
  return { state, files: check.files, buildSha256 }
}

async function judgeSample({ workstation }: OnTest): Promise<Json> {
  const open = caseOf(workstation)
  await open.wholeCheck()
  const { verdict, files } = open.view().bundle
  expectEqual(verdict.indication, 'TOTAL-PASSED')
  expectEqual(open.view().progress.state, 'whole')
  return { verdict: verdict.indication, files: files.length }
}

async function stepInWindow({ window }: OnTest): Promise<Json> {
  await until(window, frameShown, '0')
  for (const frame of ['1', '2', '3']) {
    press(window, 'Right')
    await until(window, frameShown, frame)
  }
  press(window, 'Left')
  await until(window, frameShown, '2')
  return { frame: 2 }
}

async function playInWindow({ window }: OnTest): Promise<Json> {
  press(window, 'Space')
  await pause(1_500)
  press(window, 'Space')
  const frame = Number(await ask(window, frameShown))
  if (!(frame > 2)) throw new Error(`the recording did not play: frame ${frame}`)
  return { frame }
}

/** Fifty frames on and back on each clip: each decoded picture must be the same both ways. */
async function stepBothWays({ workstation, desk }: OnTest): Promise<Json> {
  const open = caseOf(workstation)
  const room = await desk.frameRoom()
  const stepped: Record<string, number> = {}
  for (const clip of open.view().bundle.case?.clips ?? []) {
    const table = valueOf(await open.clips.table(clip.number))
    const last = Math.min(50, frameCount(table) - 1)
    valueOf(await samePicturesBothWays(room, clip, table, last))
    stepped[clip.originalName] = last
  }
  return stepped
}

async function annotate({ workstation }: OnTest): Promise<Json> {
  const draft = {
    clip: 1,
    from: 3,
    to: 3,
    kind: 'observation',
    category: 'other',
    text: 'Selbsttest',
  } as const
  const view = valueOf(await caseOf(workstation).annotate(draft))
  return { entries: view.entries.length }
}

/** A misspelt word in a field of the window: browsers fetch dictionaries for less. */
async function typeWords({ window }: OnTest): Promise<Json> {
  press(window, 'K', ['control'])
  await until(window, `document.activeElement?.tagName ?? ''`, 'INPUT')
  const written = `document.activeElement?.value ?? ''`
  await window.webContents.insertText('Fahrzeugg')
  await until(window, written, 'Fahrzeugg')
  // The first one empties the field, the second closes.
  press(window, 'Escape')
  await until(window, written, '')
  press(window, 'Escape')
  await until(window, noDialog, 'true')
  return { typed: true }
}

async function openHelp({ window }: OnTest): Promise<Json> {
  press(window, 'F1')
  await until(window, `String(document.querySelector('[role=dialog]') !== null)`, 'true')
  press(window, 'Escape')
  await until(window, noDialog, 'true')
  return { opened: true }
}

/** The report must pass for the sample's people, and must not with one byte changed. */
async function issueAndVerify({ workstation, desk }: OnTest): Promise<Json> {
  const open = caseOf(workstation)
  const chosen = open
    .view()
    .entries.filter((entry) => entry.annotation)
    .map((entry) => entry.seq)
  const report = valueOf(await open.signReport('de', chosen))
  const judging = { ...desk.judging, trust: desk.judging.sampleTrust.trust }
  for (const path of [report.pdf, report.container]) {
    const facts = valueOf(await judgeWhole(path, judging))
    if (facts.cryptography !== 'passed')
      throw new Error(`${basename(path)}: cryptography ${facts.cryptography}`)
  }
  return { number: report.number, pdfSha256: report.pdfSha256 }
}

/** The window's process dies; the program lives, shows the case again, and the ledger takes entries as before. */
async function surviveCrash(test: OnTest): Promise<Json> {
  const { window, workstation } = test
  const before = caseOf(workstation).view().entries.length
  const shown = new Promise<void>((settle) => window.webContents.once('did-finish-load', () => settle()))
  window.webContents.forcefullyCrashRenderer()
  await Promise.race([shown, pause(20_000)])
  await until(window, `String(document.querySelector('.seal-strip') !== null)`, 'true')
  await annotate(test)
  const after = caseOf(workstation).view().entries.length
  if (after <= before) throw new Error(`entries: ${before} before the crash, ${after} after it`)
  return { before, after }
}

/** A control: a copy of the sample with one changed byte must not pass. */
async function findDamage({ desk }: OnTest): Promise<Json> {
  const bytes = await readFile(join(desk.places.sample, 'sample.asice'))
  const at = bytes.length >> 1
  bytes[at] = (bytes[at] ?? 0) ^ 1
  const copy = join(desk.home, 'changed.asice')
  await writeFile(copy, bytes)
  const { verdict } = valueOf(await judgeWhole(copy, desk.judging))
  expectEqual(verdict.indication, 'TOTAL-FAILED')
  return { verdict: verdict.indication, changedByte: at }
}

/** Long enough for what a browser does unasked after its start. */
async function beIdle(): Promise<Json> {
  await pause(2_000)
  return { milliseconds: 2_000 }
}

async function closeAndVerify({ workstation, desk }: OnTest): Promise<Json> {
  const { findings } = caseOf(workstation).folder
  valueOf(await workstation.closeBundle())
  const judging = { ...desk.judging, trust: desk.judging.sampleTrust.trust }
  const verified = valueOf(verifyLedgerFile(findings, ledgerPorts(judging), desk.places.nativeBinding))
  expectEqual(verified.firstBad, null)
  expectEqual(verified.cryptography, 'passed')
  return { entries: verified.entries, cryptography: verified.cryptography }
}

const noDialog = `String(document.querySelector('[role=dialog]') === null)`
const frameShown = `document.querySelector('[data-testid=frame]')?.textContent ?? ''`

function caseOf(workstation: ReviewWorkstation): OpenCase {
  if (!workstation.openCase) throw new Error('no case is open')
  return workstation.openCase
}

function valueOf<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

function expectEqual(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${String(found)} instead of ${String(wanted)}`)
}

function press(window: BrowserWindow, keyCode: string, modifiers: 'control'[] = []): void {
  window.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers })
  window.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers })
}

function ask(window: BrowserWindow, question: string): Promise<unknown> {
  return window.webContents.executeJavaScript(question)
}

/** Asks the page until it answers as it should, for at most half a minute. */
async function until(window: BrowserWindow, question: string, wanted: string): Promise<void> {
  let answer: unknown
  for (let tries = 0; tries < 300; tries++) {
    answer = await ask(window, question)
    if (answer === wanted) return
    await pause(100)
  }
  throw new Error(`the window says ${String(answer)} instead of ${wanted}`)
}
