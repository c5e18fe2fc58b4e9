import ArrowUpRight from 'lucide-react/icons/arrow-up-right'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import PenLine from 'lucide-react/icons/pen-line'
import Pentagon from 'lucide-react/icons/pentagon'
import Shapes from 'lucide-react/icons/shapes'
import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import { useKeys } from '../../key-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { useReviewModel } from './review-model.ts'
import { type DrawingTool, drawingTools } from './review-state.ts'

const icons = { ellipse: CircleDashed, polygon: Pentagon, arrow: ArrowUpRight, freehand: PenLine } as const
type Shape = keyof typeof icons
const shapes: readonly Shape[] = drawingTools.filter(isShape)

function isShape(tool: DrawingTool | 'select'): tool is Shape {
  return tool in icons
}

/** What is drawn less often than a box, behind one button; it wears the icon of the shape in hand. */
export function ShapeTools(): ReactNode {
  const { t } = useTranslation()
  const { review } = useReviewModel()
  const bus = useCommandBus()
  const keys = useKeys()
  const inHand = isShape(review.tool) ? review.tool : undefined
  const Icon = inHand ? icons[inHand] : Shapes
  return (
    <MenuTrigger>
      <IconButton
        className="stage-shapes"
        label={t(inHand ? `command.annotation.${inHand}` : 'window.stage.shapes')}
        aria-pressed={inHand !== undefined}
      >
        <Icon size={16} aria-hidden />
      </IconButton>
      <Popover className="popover" offset={6} placement="end top">
        <Menu className="menu" aria-label={t('window.stage.shapes')}>
          {shapes.map((shape) => (
            <ShapeItem
              key={shape}
              shape={shape}
              keys={keys(`annotation.${shape}`)}
              choose={() => bus.run(`annotation.${shape}`)}
            />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

interface ShapeItemProps {
  readonly shape: Shape
  readonly keys: string | undefined
  readonly choose: () => void
}

function ShapeItem({ shape, keys, choose }: ShapeItemProps): ReactNode {
  const { t } = useTranslation()
  const Icon = icons[shape]
  const title = t(`command.annotation.${shape}`)
  return (
    <MenuItem id={shape} textValue={title} className="menu-item" onAction={choose}>
      <span className="stage-shape">
        <Icon size={15} aria-hidden />
        {title}
      </span>
      {keys === undefined ? null : <span className="menu-keys">{keys}</span>}
    </MenuItem>
  )
}
