import { expect, test } from 'vitest'
import type { AnnotationDraft } from '../../../../main/core/annotation/annotation.ts'
import { checkDraft } from '../../../../main/core/annotation/rules.ts'
import type { Point } from '../../../../main/core/annotation/shape.ts'
import { atFrame, drawnBy, movedTo, placedBy } from '../../../../renderer/screens/review/drawn.ts'
import { edited } from '../../../../renderer/screens/review/draft.ts'
import { drawingTools } from '../../../../renderer/screens/review/review-state.ts'

const picture = { width: 640, height: 360 }
const bounds = { frames: 100, ...picture }
const plain: AnnotationDraft = {
  clip: 1,
  from: 0,
  to: 50,
  kind: 'observation',
  category: 'object',
  text: 'Etwas.',
}

function withChange(draft: AnnotationDraft, change: Parameters<typeof edited>[1]): AnnotationDraft {
  const next = edited(
    { state: 'editing', target: { kind: 'new' }, content: draft, trouble: undefined },
    change,
  )
  if (next.state !== 'editing') throw new Error('not editing')
  return next.content
}

test('what each tool draws, and what is placed by keyboard, may be signed', () => {
  const points: readonly Point[] = [
    [10, 20],
    [200, 40],
    [120, 300],
  ]
  const refusals = drawingTools.flatMap((tool) => {
    const drawn = drawnBy(tool, points)
    const changes = [...(drawn ? [drawn] : []), placedBy(tool, picture)]
    return changes.map((change) => checkDraft(withChange(plain, change), bounds).ok)
  })
  expect(refusals).toEqual(Array.from({ length: 2 * drawingTools.length }, () => true))
})

test('a freehand line of thousands of points keeps its end and may be signed', () => {
  const points = Array.from({ length: 5000 }, (_, at): Point => [at % 640, Math.floor(at / 20)])
  const drawn = drawnBy('freehand', points)
  expect(drawn?.shape?.kind === 'freehand' && drawn.shape.points.at(-1)).toEqual(points.at(-1))
  expect(checkDraft(withChange(plain, drawn ?? {}), bounds).ok).toBe(true)
})

test('a drawing is moved whole, stays inside the picture, and its points go along', () => {
  const arrow = withChange(
    plain,
    drawnBy('arrow', [
      [10, 10],
      [50, 90],
    ]) ?? {},
  )
  const moved = withChange(arrow, movedTo(arrow, { x: 700, y: 10, width: 40, height: 80 }, picture))
  expect(moved.shape).toEqual({
    kind: 'arrow',
    points: [
      [600, 10],
      [640, 90],
    ],
  })
  expect(checkDraft(moved, bounds).ok).toBe(true)
})

test('of a tracked region a change at another frame is a key frame there', () => {
  const region = { x: 10, y: 10, width: 20, height: 20 }
  const still = withChange(plain, { region })
  const tracked = withChange(still, {
    track: [
      { frame: 0, region },
      { frame: 50, region },
    ],
  })
  const moved = withChange(tracked, atFrame(tracked, 25, { region: { ...region, x: 90 } }))
  expect(moved.track?.map(({ frame, region: at }) => [frame, at.x])).toEqual([
    [0, 10],
    [25, 90],
    [50, 10],
  ])
  expect([moved.region, checkDraft(moved, bounds).ok]).toEqual([region, true])
  // A range that gets shorter loses the key frames outside of it; one alone is none.
  expect(withChange(moved, { to: 10 }).track).toBeUndefined()
})
