import Camera from 'lucide-react/icons/camera'
import Contrast from 'lucide-react/icons/contrast'
import Fingerprint from 'lucide-react/icons/fingerprint-pattern'
import Flag from 'lucide-react/icons/flag'
import MousePointer from 'lucide-react/icons/mouse-pointer-2'
import SquareDashed from 'lucide-react/icons/square-dashed'
import ZoomIn from 'lucide-react/icons/zoom-in'
import type { ComponentProps, ReactNode } from 'react'
import { Separator, Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import type { CommandId } from '../../commands.ts'
import { useKeys } from '../../key-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { useReviewModel } from './review-model.ts'
import { ShapeTools } from './shape-tools.tsx'

/** What can be done to the picture with a pointer: draw on it, keep something of it, look at it more closely. */
export function StageTools(): ReactNode {
  const { t } = useTranslation()
  const { review, tell, look } = useReviewModel()
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
      <ToolKey id="annotation.region" icon={SquareDashed} pressed={review.tool === 'region'} />
      <ShapeTools />
      <Separator className="stage-line" />
      <ToolKey id="annotation.mark" icon={Flag} />
      <ToolKey id="edit.framePassport" icon={Fingerprint} />
      <ToolKey id="file.still" icon={Camera} />
      <Separator className="stage-line" />
      <ToolKey id="view.look" icon={Contrast} pressed={look.panel} />
      <ToolKey id="view.magnifier" icon={ZoomIn} pressed={look.magnifier} />
    </Toolbar>
  )
}

interface ToolKeyProps {
  readonly id: CommandId
  readonly icon: typeof Flag
  /** Whether it is on; absent for what happens once. */
  readonly pressed?: boolean
}

/** A command as a tool, with its name and key. */
function ToolKey({ id, icon: Icon, pressed }: ToolKeyProps): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  const state: Pick<ComponentProps<typeof IconButton>, 'aria-pressed'> = pressed === undefined
    ? {}
    : { 'aria-pressed': pressed }
  return (
    <IconButton
      {...state}
      label={t(`command.${id}`)}
      keys={keys(id) ?? ''}
      preventFocusOnPress
      onPress={() => void bus.run(id)}
    >
      <Icon size={16} aria-hidden />
    </IconButton>
  )
}
