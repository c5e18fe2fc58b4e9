import { accessRequests } from '../../preload/contract/requests/access.ts'
import { caseRequests } from '../../preload/contract/requests/case.ts'
import { companionRequests } from '../../preload/contract/requests/companions.ts'
import { custodyRequests } from '../../preload/contract/requests/custody.ts'
import { exchangeRequests } from '../../preload/contract/requests/exchange.ts'
import { intakeRequests } from '../../preload/contract/requests/intake.ts'
import { machineRequests } from '../../preload/contract/requests/machine.ts'
import { noteRequests } from '../../preload/contract/requests/notes.ts'
import { peopleRequests } from '../../preload/contract/requests/people.ts'
import { presentationRequests } from '../../preload/contract/requests/presentation.ts'
import { redactionRequests } from '../../preload/contract/requests/redaction.ts'
import { reportRequests } from '../../preload/contract/requests/report.ts'
import { stageRequests } from '../../preload/contract/requests/stage.ts'
import { timelineRequests } from '../../preload/contract/requests/timeline.ts'
import { trustRequests } from '../../preload/contract/requests/trust.ts'
import { windowRequests } from '../../preload/contract/requests/window.ts'
import { AccessDesk } from './access-desk.ts'
import type { AutoLock } from './auto-lock.ts'
import { CompanionDesk } from './companion-desk.ts'
import { CustodyDesk } from './custody-desk.ts'
import type { Desk } from './desk.ts'
import { ExchangeDesk } from './exchange-desk.ts'
import { IntakeDesk } from './intake-desk.ts'
import { LongWork } from './long-work.ts'
import type { MachineDesk } from './machine-desk.ts'
import { NoteDesk } from './note-desk.ts'
import { PeopleDesk } from './people-desk.ts'
import { PresentationDesk } from './presentation-desk.ts'
import { RedactionDesk } from './redaction-desk.ts'
import { ReportDesk } from './report-desk.ts'
import { type Border, serveCalls } from './serve.ts'
import { StageDesk } from './stage-desk.ts'
import { TimelineDesk } from './timeline-desk.ts'
import { TrustDesk } from './trust-desk.ts'
import type { WindowDesk } from './window-desk.ts'
import type { ReviewWorkstation, Tell } from './workstation.ts'

/** What every part of the contract is built from. */
export interface Parts {
  readonly desk: Desk
  readonly workstation: ReviewWorkstation
  readonly windows: WindowDesk
  readonly machine: MachineDesk
  readonly autoLock: AutoLock
  readonly tell: Tell
  /** Trust was named on the command line: the installed one does not count, and is not changed. */
  readonly trustNamed: boolean
}

/** Answers every part of the contract, each by its own desk. */
export function serveParts(parts: Parts, border: Border): void {
  const { desk, workstation, windows, tell, trustNamed } = parts
  const open = () => workstation.openCase
  const language = () => workstation.language
  serveCalls(workstation, caseRequests, border)
  serveCalls(windows, windowRequests, border)
  serveCalls(parts.machine, machineRequests, border)
  serveCalls(new StageDesk(desk, { open, language }), stageRequests, border)
  serveCalls(new ReportDesk(desk, tell, open, language), reportRequests, border)
  serveCalls(new RedactionDesk(desk, tell, open, language), redactionRequests, border)
  serveCalls(new AccessDesk(desk, open, language), accessRequests, border)
  serveCalls(new NoteDesk(open), noteRequests, border)
  serveCalls(new TimelineDesk(desk, open, language), timelineRequests, border)
  serveCalls(new ExchangeDesk(desk, open, language), exchangeRequests, border)
  serveCalls(new TrustDesk(desk, { named: trustNamed, open, language }), trustRequests, border)
  const work = new LongWork(tell)
  serveCalls(new CustodyDesk(desk, workstation, work), custodyRequests, border)
  serveCalls(new IntakeDesk(desk, workstation, work), intakeRequests, border)
  serveCalls(new CompanionDesk(desk, open, language), companionRequests, border)
  serveCalls(peopleDeskOf(parts), peopleRequests, border)
  serveCalls(new PresentationDesk(desk, { open, language }), presentationRequests, border)
}

function peopleDeskOf({ desk, workstation, autoLock }: Parts): PeopleDesk {
  return new PeopleDesk(desk, {
    language: () => workstation.language,
    unlocked: () => workstation.unlocked,
    lock: () => workstation.lock(),
    change: (id) => workstation.change(id),
    autoLock: (minutes) => {
      autoLock.minutes = minutes
    },
  })
}
