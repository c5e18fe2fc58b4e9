import type { Picture } from '../core/report/blocks.ts'
import { shapeElement } from '../core/report/statement-details.ts'
import { html, trusted, type Markup } from './markup.ts'

/** What the reviewer drew, over the picture: yellow on black, so that it shows on any ground. */
export function drawingHtml({ frame, shape, width, height }: Picture): Markup {
  if (!frame || !shape) return html``
  // Numbers and fixed words only: nothing of what people typed gets in here.
  const drawn = trusted(shapeElement(shape, frame))
  return html`<svg class="drawing" viewBox="0 0 ${String(width)} ${String(height)}" aria-hidden="true">
    <g class="under">${drawn}</g>
    <g class="over">${drawn}</g>
  </svg>`
}
