import type { Annotation } from '../../main/core/annotation/annotation.ts'

export const caseId = '0b8a6a0e-7d0a-4c57-9d5e-2f1f8f2f8a11'

/** An annotation about some frames of a clip that never was. */
export function annotationOf(text: string, from = 10, to = 20): Annotation {
  return {
    id: 'f1d1f0a4-54a3-4d3e-9b0f-0c8f6e3f0001',
    bundle: 'ab'.repeat(32),
    clip: { path: 'clips/01.mp4', sha256: 'cd'.repeat(32), originalName: 'Kamera 1.mp4' },
    from: { frame: from, pts: from * 512 },
    to: { frame: to, pts: to * 512 },
    timeBase: { num: 1, den: 12800 },
    frameTable: 'ef'.repeat(32),
    kind: 'observation',
    category: 'approach',
    text,
    region: { x: 10, y: 20, width: 300, height: 200 },
    chunks: [{ number: 0, sha256: '12'.repeat(32) }],
    deviceTime: '2026-05-04T21:14:07.120+02:00',
    verdict: { indication: 'TOTAL-PASSED', subIndication: null },
  }
}
