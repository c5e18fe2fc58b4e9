import type { ReportBasis } from '../../main/core/report/build-report.ts'
import { allEntries, annotated } from './report-entries.ts'
import { bundleFacts, digest, reviewer, tableOf } from './report-facts.ts'

/** A filled report of one incident; every part can be changed. */
export function reportBasis(changes: Partial<ReportBasis> = {}): ReportBasis {
  return {
    number: 'AV-2026-000417',
    issuedAt: '2026-11-23T14:24:51.000Z',
    timeZone: 'Europe/Berlin',
    sample: false,
    office: {
      name: 'Landespolizeipräsidium Musterland',
      unit: 'Dezernat Interne Ermittlungen',
      address: 'Amtsweg 1, 00000 Musterstadt',
      place: 'Musterstadt',
    },
    mandate:
      'Sichtung der Aufnahmen zum Einsatz vom 14.09.2026, Nordring 12; Schreiben der Staatsanwaltschaft Musterstadt vom 02.11.2026',
    purpose: 'Ermittlungsverfahren',
    recipients: [],
    categories: [],
    reviewer,
    program: {
      name: 'Asservat',
      version: '0.1.0',
      build: digest('build'),
      runtime: 'Electron 33.2.1, Chromium 130, Node 20.18.1',
      os: 'Windows 11 23H2 (10.0.22631)',
      workstation: 'IE-WS-03',
    },
    facts: bundleFacts(),
    frameTables: new Map([
      [1, tableOf(217)],
      [2, tableOf(36_451)],
      [3, tableOf(217)],
    ]),
    chosen: annotated,
    entries: allEntries,
    ledger: {
      entries: 10,
      root: digest('root'),
      head: digest('entry 10'),
      checkedTo: 10,
      findings: [
        { check: 'chain', state: 'passed' },
        { check: 'entrySignature', state: 'passed' },
      ],
    },
    checkpoint:
      'asservat.example/ledger/5b0f6c1e\n10\nXSu1bE0yTtT6Z4m0cN6VZ3sA0cJrQ3zj2PqPZ2yKXzE=\n\n— asservat/session 7f2a91c0AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiM=\n',
    stills: new Map(),
    seen: new Map([
      [1, [{ from: 0, to: 216 }]],
      [
        2,
        [
          { from: 0, to: 18_000 },
          { from: 17_900, to: 30_000 },
        ],
      ],
    ]),
    broken: new Map(),
    annexes: [],
    ...changes,
  }
}
