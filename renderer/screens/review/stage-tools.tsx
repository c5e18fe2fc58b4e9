import ArrowUpRight from 'lucide-react/icons/arrow-up-right'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import Camera from 'lucide-react/icons/camera'
import Contrast from 'lucide-react/icons/contrast'
import Fingerprint from 'lucide-react/icons/fingerprint-pattern'
import Flag from 'lucide-react/icons/flag'
import MousePointer from 'lucide-react/icons/mouse-pointer-2'
import PenLine from 'lucide-react/icons/pen-line'
import Pentagon from 'lucide-react/icons/pentagon'
import SquareDashed from 'lucide-react/icons/square-dashed'
import ZoomIn from 'lucide-react/icons/zoom-in'
import type { ReactNode } from 'react'
import { Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import { useKeys } from '../../key-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { useReviewModel } from './review-model.ts'
import { drawingTools } from './review-state.ts'

const icons = {
  region: SquareDashed,
  ellipse: CircleDashed,
  polygon: Pentagon,
  arrow: ArrowUpRight,
  freehand: PenLine,
} as const

/** What can be done to the picture with a pointer. */
export function StageTools(): ReactNode {
  const { t } = useTranslation()
  const { review, tell, look } = useReviewModel()
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <Toolbar className="stage-tools" orientation="vertical" aria-label={t('window.stage.tools')}>
      <IconButton
        label={t('window.stage.select')}
        aria-pressed={review.tool === 'select'}
        preventFocusOnPress
        onPress={() => tell({ type: 'tool', tool: 'select' })}
      >
        <MousePointer size={16} aria-hidden />
      </IconButton>
      {drawingTools.map((tool) => {
        const Icon = icons[tool]
        return (
          <IconButton
            key={tool}
            label={t(`command.annotation.${tool}`)}
            keys={keys(`annotation.${tool}`) ?? ''}
            aria-pressed={review.tool === tool}
            preventFocusOnPress
            onPress={() => void bus.run(`annotation.${tool}`)}
          >
            <Icon size={16} aria-hidden />
          </IconButton>
        )
      })}
      <IconButton
        label={t('command.annotation.mark')}
        keys={keys('annotation.mark') ?? ''}
        preventFocusOnPress
        onPress={() => void bus.run('annotation.mark')}
      >
        <Flag size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t('command.edit.framePassport')}
        keys={keys('edit.framePassport') ?? ''}
        preventFocusOnPress
        onPress={() => void bus.run('edit.framePassport')}
      >
        <Fingerprint size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t('command.file.still')}
        keys={keys('file.still') ?? ''}
        preventFocusOnPress
        onPress={() => void bus.run('file.still')}
      >
        <Camera size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t('command.view.look')}
        keys={keys('view.look') ?? ''}
        aria-pressed={look.panel}
        preventFocusOnPress
        onPress={() => void bus.run('view.look')}
      >
        <Contrast size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t('command.view.magnifier')}
        keys={keys('view.magnifier') ?? ''}
        aria-pressed={look.magnifier}
        preventFocusOnPress
        onPress={() => void bus.run('view.magnifier')}
      >
        <ZoomIn size={16} aria-hidden />
      </IconButton>
    </Toolbar>
  )
}
