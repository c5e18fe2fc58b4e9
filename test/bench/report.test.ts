import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { EntryFacts } from '../../main/core/ledger/entry-facts.ts'
import { verifyReportPdf } from '../../main/report/verify-pdf.ts'
import { root } from '../support/checkout.ts'
import { appTest } from '../support/launch-app.ts'
import { greyPng, madeReport } from '../support/made-report.ts'
import { printIn } from '../support/print-in-app.ts'
import { allEntries, annotated } from '../support/report-entries.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

const recording = join(root, 'resources', 'sample', 'clips', 'handheld-cup.mp4')
const found = [recording, join(root, '..', 'shared', 'samples', 'handheld-cup.mp4')].find((path) =>
  existsSync(path),
)
const findings = 500

/** Frames of the real recording as they go into print. */
function pictures(): readonly Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  const words = ['-v', 'error', '-i', found ?? '', '-vf', 'scale=1200:900', '-q:v', '2', '-frames:v', '200']
  execFileSync('ffmpeg', [...words, join(folder, '%03d.jpg')])
  return readdirSync(folder).map((name) => readFileSync(join(folder, name)))
}

function manyEntries(): readonly EntryFacts[] {
  const [, example] = annotated
  const annotation = example?.annotation
  if (!example || !annotation) throw new Error('no example')
  return Array.from({ length: findings }, (_, index) => {
    const point = { frame: index % 217, pts: (index % 217) * 9000 }
    const text = `Feststellung ${index + 1}. ${annotation.text}`
    return {
      ...example,
      seq: index + 20,
      annotation: { ...annotation, id: `id-${index}`, text, from: point, to: point },
    }
  })
}

appTest(
  '500 findings with stills: at most 60 s, 300 MB of file, 1.5 GB of memory',
  async ({ launch, skip }) => {
    skip(!found, 'the real recording is not there')
    const { app } = await launch({ limit: 600_000 })
    const shown = pictures()
    const entries = manyEntries()
    const still = { png: greyPng(1280, 960, 90), width: 1280, height: 960, sha256: '', decoder: 'none' }
    const stills = new Map(entries.map(({ seq }) => [seq, still]))
    const reviewer = makeReportIdentity('ec')
    let next = 0
    let memory = 0
    const begun = Date.now()
    const report = await madeReport(reviewer, {
      entries,
      allEntries: [...allEntries, ...entries],
      stills,
      reduce: () => Promise.resolve(shown[next++ % shown.length] ?? new Uint8Array()),
      printToPdf: async (html) => {
        const pdf = await printIn(app, html)
        const used = await app.evaluate((electron) =>
          electron.app.getAppMetrics().reduce((sum, one) => sum + one.memory.peakWorkingSetSize, 0),
        )
        memory = used * 1024 + process.memoryUsage().rss
        return pdf
      },
    })
    const seconds = (Date.now() - begun) / 1000
    const judged = await verifyReportPdf(report.pdf, { trust: reviewer.trust, now: new Date() })
    const [file, peak] = [report.pdf.length / 1e6, memory / 1e9]
    const measured = { findings, seconds, megabytes: file, gigabytesOfMemory: peak }
    writeFileSync(join(root, 'build', 'bench-report.json'), `${JSON.stringify(measured, null, 2)}\n`)
    expect(judged.verdict.indication).toBe('TOTAL-PASSED')
    expect([seconds < 60, file < 300, peak < 1.5]).toEqual([true, true, true])
  },
)
