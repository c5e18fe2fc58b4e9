import type { Handlers } from '../../command-bus.tsx'
import {
  type Look,
  pannedBy,
  processedWith,
  turnedRight,
  zoomedBy,
  zoomStep,
} from '../../player/look/look.ts'
import type { ReviewModel } from './review-model.ts'

const panStep = 0.1

/** Looking closely by keyboard; nothing of it is to be had before a clip can be shown. */
export function lookCommands({ look, table }: ReviewModel): Handlers {
  if (table.state !== 'ready') return {}
  const change =
    (to: (look: Look) => Look): (() => void) =>
    () =>
      look.change(to)
  return {
    'view.look': () => look.toggle('panel'),
    'view.original': () => look.toggle('original'),
    'view.magnifier': () => look.toggle('magnifier'),
    'view.pictureIn': change((now) => zoomedBy(now, zoomStep)),
    'view.pictureOut': change((now) => zoomedBy(now, 1 / zoomStep)),
    'view.panLeft': change((now) => pannedBy(now, -panStep, 0)),
    'view.panRight': change((now) => pannedBy(now, panStep, 0)),
    'view.panUp': change((now) => pannedBy(now, 0, -panStep)),
    'view.panDown': change((now) => pannedBy(now, 0, panStep)),
    'view.turn': change(turnedRight),
    'view.invert': change((now) => processedWith(now, { invert: !now.processing.invert })),
    'view.difference': change((now) => processedWith(now, { difference: !now.processing.difference })),
  }
}
