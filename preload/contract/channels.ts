import type { Workstation, WorkstationEvents } from './workstation.ts'

/** The names under which calls and events cross the border. Plain data: preload carries no schema library. */
export const calls: readonly (keyof Workstation)[] = [
  'start',
  'setLanguage',
  'chooseBundle',
  'openBundle',
  'openSample',
  'closeBundle',
  'frameTable',
  'unlock',
  'continueLedger',
  'annotate',
  'correctAnnotation',
  'withdrawAnnotation',
  'verifyFile',
  'chooseToVerify',
  'pauseVerification',
  'watching',
  'copyText',
  'reportDefaults',
  'previewReport',
  'signReport',
  'cancelReport',
  'reprintReport',
  'requestTimestamp',
  'addTimestamp',
  'showReport',
  'officeFiles',
  'showOfficeFolder',
  'statePurpose',
  'reportSeen',
  'accessLog',
  'exportAccessLog',
  'eraseExpiredAccesses',
  'continueAccessLog',
  'keepDraft',
  'keptDraft',
  'dropDraft',
  'search',
  'zoomPage',
  'displays',
  'startPresentation',
  'recordShown',
  'endPresentation',
  'framePassport',
  'findPassport',
  'passportInClipboard',
  'setClock',
  'exportStill',
  'trust',
  'importTrust',
]

export const events: readonly (keyof WorkstationEvents)[] = [
  'caseChanged',
  'bundleGone',
  'languageChanged',
  'command',
  'opened',
  'openFailed',
  'reportProgress',
]

export function callChannel(call: keyof Workstation): string {
  return `call:${call}`
}

export function eventChannel(event: keyof WorkstationEvents): string {
  return `event:${event}`
}
