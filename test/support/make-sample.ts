import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { openPkcs12 } from '../../main/crypto/key-file.ts'
import { sealFolder } from '../../main/verify/seal-folder.ts'
import { cameras, recordCamera } from './make-sample-clips.ts'

const sample = fileURLToPath(new URL('../../resources/sample/', import.meta.url))

/**
 * Makes resources/sample/sample.asice and sample.json anew: renders the two cameras, takes the real recording from
 * `handheld`, seals all with the sample device's key. The sample CA counts for this one manifest and no other.
 */
async function makeSample(handheld: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'asservat-sample-'))
  try {
    await fillFolder(folder, handheld)
    const identity = openPkcs12(
      new Uint8Array(readFileSync(join(sample, 'device.p12'))),
      readFileSync(join(sample, 'device.pass'), 'utf8').trim(),
      { sample: true },
    )
    if (!identity.ok) throw new Error(identity.failure.code)
    const out = join(sample, 'sample.asice')
    rmSync(out, { force: true })
    const caseFile = new TextEncoder().encode(JSON.stringify(caseDraft))
    const sealed = await sealFolder({ folder, caseFile, identity: identity.value, out, now: new Date() })
    if (!sealed.ok) throw new Error(JSON.stringify(sealed.failure))
    const note = { manifestSha256: sealed.value.manifestSha256 }
    writeFileSync(join(sample, 'sample.json'), `${JSON.stringify(note, null, 2)}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fillFolder(folder: string, handheld: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const work = mkdtempSync(join(tmpdir(), 'asservat-render-'))
  for (const [i, camera] of cameras.entries()) {
    await recordCamera(camera, join(work, `kamera-${i + 1}.mp4`))
    copyFileSync(join(work, `kamera-${i + 1}.mp4`), join(folder, `kamera-${i + 1}.mp4`))
  }
  rmSync(work, { recursive: true, force: true })
  copyFileSync(handheld, join(folder, 'handheld-cup.mp4'))
  writeFileSync(join(folder, 'kamera-1.de.vtt'), captions(0))
  writeFileSync(join(folder, 'kamera-1.en.vtt'), captions(1))
  writeFileSync(join(folder, 'begleitschein.pdf'), await companion())
}

/** What is said, by roles: seconds, German, English. */
const lines: readonly (readonly [number, number, string, string])[] = [
  [
    1,
    2.6,
    '<v Kamera 1>Kamera läuft. Fußstreife, Höhe Hausnummer 12.',
    '<v Camera 1>Camera is on. Foot patrol, near number 12.',
  ],
  [5, 7, '<v Kamera 1>Fahrzeug kommt entgegen.', '<v Camera 1>Vehicle approaching.'],
  [9.8, 10.6, '<v Person 1>Lassen Sie los!', '<v Person 1>Let go!'],
  [10.7, 11.6, '<v Person 2>Her damit!', '<v Person 2>Give me that!'],
  [12.6, 14.2, '<v Kamera 1>Polizei! Stehen bleiben!', '<v Camera 1>Police! Stop!'],
  [17.4, 19, '<v Kamera 1>Sind Sie verletzt?', '<v Camera 1>Are you hurt?'],
  [20.4, 22, '<v Kamera 2>Person 2 läuft in meine Richtung.', '<v Camera 2>Person 2 is running towards me.'],
]

function captions(language: 0 | 1): string {
  const cues = lines.map((line) => `${stamp(line[0])} --> ${stamp(line[1])}\n${line[2 + language]}`)
  return `WEBVTT\n\n${cues.join('\n\n')}\n`
}

function stamp(seconds: number): string {
  return `00:${seconds.toFixed(3).padStart(6, '0')}`
}

/** A one-page document as an office would put beside the recordings. */
async function companion(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.setTitle('Begleitschein (Muster)')
  const page = pdf.addPage([595, 842])
  const [bold, plain] = [
    await pdf.embedFont(StandardFonts.HelveticaBold),
    await pdf.embedFont(StandardFonts.Helvetica),
  ]
  page.drawText('Begleitschein zur Sicherung von Aufnahmen', { x: 60, y: 770, size: 18, font: bold })
  page.drawText('MUSTER – erfundener Vorgang zum Ausprobieren', { x: 60, y: 746, size: 11, font: bold })
  const rows = [
    'Aktenzeichen: MUSTER 000 Js 1/26',
    'Ereignis: versuchte Wegnahme einer Tasche, Musterstraße, 14.09.2026, 22:41 Uhr',
    'Aufnahme 1: Kamera BC-0101, getragen von Beamter/Beamtin 1',
    'Aufnahme 2: Kamera BC-0102, getragen von Beamter/Beamtin 2; Uhr 2 Sekunden voraus',
    'Aufnahme 3: Mobiltelefon eines Zeugen oder einer Zeugin, Uhrzeit nicht bekannt',
    'Gesichert: 14.09.2026, 23:58 Uhr, Sicherungsstelle 1',
  ]
  rows.forEach((text, i) => page.drawText(text, { x: 60, y: 700 - i * 22, size: 11, font: plain }))
  return pdf.save()
}

const camera = (serial: string) => ({ id: serial, serial, model: 'Musterkamera 2 (erzeugt)' })

const caseDraft = {
  case: {
    fileNumber: 'MUSTER 000 Js 1/26',
    incident: 'MUSTER-2026-0914-1',
    office: 'Polizeiinspektion Musterstadt (Muster)',
    title: 'Musterfall: Wegnahme einer Tasche, Musterstraße',
  },
  exhibit: { number: 'A-1', medium: 'USB-Datenträger', serial: 'MUSTER-0001' },
  clips: [
    {
      path: 'kamera-1.mp4',
      device: camera('BC-0101'),
      startedAt: '2026-09-14T22:41:07+02:00',
      clockOffsetMs: 0,
      clockSource: 'Zeitserver der Dienststelle beim Andocken',
      events: [
        { ptsMs: 0, kind: 'preEventBuffer' },
        { ptsMs: 1000, kind: 'microphoneOn' },
      ],
    },
    {
      path: 'kamera-2.mp4',
      device: camera('BC-0102'),
      startedAt: '2026-09-14T22:41:11+02:00',
      clockOffsetMs: 2000,
      clockSource: 'Vergleich mit der Uhr der Dienststelle beim Andocken',
      events: [{ ptsMs: 0, kind: 'trigger' }],
    },
    {
      path: 'handheld-cup.mp4',
      device: { id: 'MOBIL-1', serial: '', model: 'Mobiltelefon (nicht näher bekannt)' },
      startedAt: null,
      clockOffsetMs: null,
      clockSource: '',
    },
  ],
  captions: [
    { path: 'kamera-1.de.vtt', clip: 'kamera-1.mp4', language: 'de' },
    { path: 'kamera-1.en.vtt', clip: 'kamera-1.mp4', language: 'en' },
  ],
  files: [{ path: 'begleitschein.pdf', mediaType: 'application/pdf' }],
  custody: [
    { at: '2026-09-14T23:41:00+02:00', by: 'Beamter/Beamtin 1', act: 'Kameras angedockt' },
    { at: '2026-09-14T23:58:00+02:00', by: 'Sicherungsstelle 1', act: 'Aufnahmen gesichert und versiegelt' },
  ],
}

const [handheld] = process.argv.slice(2)
if (handheld === undefined) throw new Error('the path of handheld-cup.mp4 is missing')
await makeSample(handheld)
