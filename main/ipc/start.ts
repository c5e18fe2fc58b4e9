import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { app, type BrowserWindow } from 'electron'
import { eventChannel } from '../../preload/contract/channels.ts'
import type { StatedPurpose } from '../core/access/purpose.ts'
import { homeFolder } from '../disk/home.ts'
import { readPeopleSettings } from '../disk/people-settings.ts'
import { readSettings } from '../disk/settings.ts'
import { openFrameRoom, type FrameRoom } from '../frame-room.ts'
import { buildSha256 } from '../installation.ts'
import { judgingFor } from '../judge.ts'
import { lockSession } from '../lockdown.ts'
import { failureText, languageOf, phrasesIn } from '../phrases.ts'
import { placesFrom } from '../places.ts'
import { readWindowPlace } from '../disk/window-file.ts'
import { openReviewWindow, setSystemMenu } from '../window.ts'
import { openSampleIdentity } from './unlock.ts'
import { reloadAfterCrash } from './after-crash.ts'
import { AutoLock } from './auto-lock.ts'
import { serveCompanionOf } from './companion-desk.ts'
import type { Desk } from './desk.ts'
import { incidentLog } from './incident-log.ts'
import { MachineDesk } from './machine-desk.ts'
import { watchNetwork } from './network-watch.ts'
import { printToPdf } from './print-page.ts'
import { serveScheme, type ServeEvidence } from './scheme.ts'
import { serveParts } from './serve-parts.ts'
import { WindowDesk } from './window-desk.ts'
import { ReviewWorkstation, type Tell } from './workstation.ts'

/** What was asked for on the command line of the window. */
export interface StartWords {
  readonly file: string | undefined
  readonly home: string
  readonly trust: string | undefined
  readonly sample: boolean
  /** Why the file is opened; the window asks where it was not said. */
  readonly purpose: string | undefined
  /** The home whose trust and office files count, where a case lies in another one. */
  readonly installed?: string
}

export function startWords(words: readonly string[]): StartWords {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    strict: false,
    options: {
      home: { type: 'string' },
      trust: { type: 'string' },
      purpose: { type: 'string' },
      sample: { type: 'boolean' },
    },
  })
  const home = typeof values.home === 'string' ? resolve(values.home) : undefined
  const trust = typeof values.trust === 'string' ? resolve(values.trust) : undefined
  return {
    file: positionals[0],
    home: homeFolder(home),
    trust,
    purpose: typeof values.purpose === 'string' ? values.purpose : undefined,
    sample: values.sample === true,
  }
}

/** Builds the parts, joins them, and shows the window. Electron is not awaited here: that would deadlock its start. */
export function startWorkstation(root: string, words: readonly string[]): void {
  const asked = startWords(words)
  app.setPath('userData', join(asked.home, 'browser'))
  // One instance a home: two would write into the same ledgers.
  const handed = { file: asked.file === undefined ? null : resolve(asked.file), purpose: asked.purpose }
  if (!app.requestSingleInstanceLock(handed)) {
    app.quit()
    return
  }
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(async () => {
    await runWindow(root, asked)
  }, giveUp)
}

/** What runs once the window is there. */
export interface Running {
  readonly desk: Desk
  readonly workstation: ReviewWorkstation
  readonly window: BrowserWindow
}

/** Joins the parts and opens the window, with the case that was asked for. */
export async function runWindow(root: string, asked: StartWords): Promise<Running> {
  const settings = await readSettings(asked.home)
  const language = settings.language ?? languageOf(app.getLocale())
  const shown: { window?: BrowserWindow } = {}
  const desk = await makeDesk(root, asked, () => shown.window)
  const tell: Tell = (event, value) => {
    const contents = shown.window?.isDestroyed() ? undefined : shown.window?.webContents
    contents?.send(eventChannel(event), value)
  }
  const workstation = new ReviewWorkstation(desk, tell, language, settings)
  await lockSession(serveScheme(desk.places.renderer, evidenceOf(workstation)))
  const border = { allowed: () => shown.window?.webContents, log: incidentLog(asked.home) }
  const windows = new WindowDesk(asked.home, () => shown.window)
  const people = await readPeopleSettings(asked.home)
  const autoLock = new AutoLock(
    people.autoLockMinutes,
    () => void workstation.lock(),
    desk.judging.policy?.autoLockMinutes,
  )
  const machine = new MachineDesk(desk, root, () => workstation.language)
  serveParts(
    { desk, workstation, windows, machine, autoLock, tell, trustNamed: asked.trust !== undefined },
    border,
  )
  setSystemMenu()
  const handOver = async () => {
    if (asked.file !== undefined) await workstation.handOver(resolve(asked.file), statedPurpose(asked))
  }
  if (asked.sample) await workstation.openSample()
  else await handOver()
  shown.window = openReviewWindow(desk.places, await readWindowPlace(asked.home))
  if (workstation.waitsForKey) shown.window.once('show', () => void handOver())
  windows.follow(shown.window, () => workstation.openCase?.view().progress)
  autoLock.watch(shown.window)
  takeHandedOver(shown.window, workstation)
  endOnce(workstation)
  reloadAfterCrash(shown.window, (reason) => {
    border.log('window', 'renderer', Object.assign(new Error(reason), { code: codeOfDeath(reason) }))
    workstation.noteRestored()
  })
  shown.window.once(
    'closed',
    watchNetwork((offline) => tell('networkChanged', offline)),
  )
  void machine.checkProgram().catch((error: unknown) => border.log('start', 'checkProgram', error))
  return { desk, workstation, window: shown.window }
}

function statedPurpose({ purpose }: StartWords): StatedPurpose | undefined {
  return purpose === undefined ? undefined : { reason: purpose, mandate: '' }
}

/** A second start hands over its file and ends; the first one comes to the front. */
function takeHandedOver(window: BrowserWindow, workstation: ReviewWorkstation): void {
  const open = (path: unknown, purpose?: unknown) => {
    window.focus()
    const stated = typeof purpose === 'string' ? { reason: purpose, mandate: '' } : undefined
    if (typeof path === 'string') void workstation.handOver(path, stated)
  }
  app.on('second-instance', (_event, _argv, _folder, data) =>
    typeof data === 'object' && data !== null
      ? open(Reflect.get(data, 'file'), Reflect.get(data, 'purpose'))
      : open(undefined),
  )
  app.on('open-file', (event, path) => {
    event.preventDefault()
    open(path)
  })
}

/** The ledger gets its closing checkpoint before the program ends, however it ends. */
function endOnce(workstation: ReviewWorkstation): void {
  let closing = false
  app.on('before-quit', (event) => {
    if (closing) return
    closing = true
    event.preventDefault()
    void workstation.closeBundle().finally(() => app.quit())
  })
}

function evidenceOf(workstation: ReviewWorkstation): ServeEvidence {
  return async (request, kind, number) => {
    const open = workstation.openCase
    if (!open?.shown) return new Response(null, { status: 404 })
    return kind === 'file' ? serveCompanionOf(open, request, number) : open.clips.serve(request, kind, number)
  }
}

/** The parts that every case on this workstation shares. */
export async function makeDesk(
  root: string,
  asked: StartWords,
  window: () => BrowserWindow | undefined,
): Promise<Desk> {
  const places = placesFrom(root)
  const installed = asked.installed ?? asked.home
  const judging = await judgingFor(places, { home: installed, trust: asked.trust })
  if (!judging.ok) throw new Error(failureText(phrasesIn('en'), judging.failure))
  let room: Promise<FrameRoom> | undefined
  return {
    home: asked.home,
    officeFolder: join(installed, 'office'),
    places,
    judging: judging.value,
    version: app.getVersion(),
    buildSha256: await buildSha256(root),
    phrasesIn,
    sampleIdentity: () => openSampleIdentity(places),
    frameRoom: () => (room ??= openFrameRoom()),
    printToPdf,
    window,
  }
}

/** Without the window nothing can be shown in it: the reason goes to the terminal, and the exit code says 3. */
export function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  app.exit(3)
}

/** `launch-failed` as the log spells codes. */
function codeOfDeath(reason: string): string {
  return reason.toUpperCase().replaceAll('-', '_')
}
