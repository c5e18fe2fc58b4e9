import './mark.css'
import CircleCheck from 'lucide-react/icons/circle-check'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import OctagonX from 'lucide-react/icons/octagon-x'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'

/** How a result stands: each has a shape of its own, so that colour is never the only sign. */
export type Tone = 'proven' | 'pending' | 'open' | 'caution' | 'broken'

const shapes = {
  proven: CircleCheck,
  pending: CircleDashed,
  open: CircleHelp,
  caution: TriangleAlert,
  broken: OctagonX,
}

/** The shape of a result in its colour; the word stands beside it. */
export function Mark({ tone, size = 15 }: { readonly tone: Tone; readonly size?: number }): ReactNode {
  const Shape = shapes[tone]
  return (
    <Shape className="mark" data-tone={tone} size={size} strokeWidth={size > 20 ? 1.6 : 1.9} aria-hidden />
  )
}
