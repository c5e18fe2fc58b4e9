import Camera from 'lucide-react/icons/camera'
import Check from 'lucide-react/icons/check'
import Eye from 'lucide-react/icons/eye'
import Film from 'lucide-react/icons/film'
import Flag from 'lucide-react/icons/flag'
import Layers from 'lucide-react/icons/layers'
import AudioLines from 'lucide-react/icons/audio-lines'
import MoveHorizontal from 'lucide-react/icons/move-horizontal'
import ShieldCheck from 'lucide-react/icons/shield-check'
import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import { useKeys } from '../../key-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { Hint } from '../../ui/hint.tsx'
import { type OptionalLane, optionalLanes, showLanes, useShownLanes } from './lane-choice.ts'

/** Every lane there is. */
export type LaneId = 'pictures' | 'markers' | 'ranges' | 'sound' | 'device' | 'check' | 'seen'

const icons: Readonly<Record<LaneId, LucideIcon>> = {
  pictures: Film,
  markers: Flag,
  ranges: MoveHorizontal,
  sound: AudioLines,
  device: Camera,
  check: ShieldCheck,
  seen: Eye,
}

/** From above to below: what was recorded, what was said about it, and what is known of it. */
export const laneOrder: readonly LaneId[] = [
  'pictures',
  'markers',
  'ranges',
  'sound',
  'device',
  'check',
  'seen',
]

/** The names beside the lanes, below the keys for all of them. */
export function LaneNames({ lanes }: { readonly lanes: readonly LaneId[] }): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="lane-names">
      <div className="lane-name ruler">
        <ZoomKeys />
        <LaneMenu />
      </div>
      {lanes.map((lane) => {
        const Icon = icons[lane]
        const name = t(`window.timeline.${lane}`)
        return (
          <div key={lane} className="lane-name" data-lane={lane}>
            <Icon size={14} aria-hidden />
            <span title={name}>{name}</span>
          </div>
        )
      })}
    </div>
  )
}

function ZoomKeys(): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <>
      <IconButton
        label={t('command.view.zoomOut')}
        keys={keys('view.zoomOut') ?? ''}
        preventFocusOnPress
        onPress={() => void bus.run('view.zoomOut')}
      >
        <ZoomOut size={13} aria-hidden />
      </IconButton>
      <IconButton
        label={t('command.view.zoomIn')}
        keys={keys('view.zoomIn') ?? ''}
        preventFocusOnPress
        onPress={() => void bus.run('view.zoomIn')}
      >
        <ZoomIn size={13} aria-hidden />
      </IconButton>
    </>
  )
}

/** Which lanes are shown: at small heights the picture needs their room. */
function LaneMenu(): ReactNode {
  const { t } = useTranslation()
  const shown = useShownLanes()
  return (
    <MenuTrigger>
      <Hint label={t('window.timeline.lanes')} keys={undefined}>
        <Button className="button" data-look="icon" aria-label={t('window.timeline.lanes')}>
          <Layers size={13} aria-hidden />
        </Button>
      </Hint>
      <Popover className="popover" offset={3} placement="top start">
        <Menu
          className="menu lane-menu"
          aria-label={t('window.timeline.lanes')}
          selectionMode="multiple"
          selectedKeys={shown}
          onSelectionChange={(keys) =>
            showLanes(optionalLanes.filter((lane: OptionalLane) => keys === 'all' || keys.has(lane)))
          }
        >
          {optionalLanes.map((lane) => (
            <MenuItem key={lane} id={lane} textValue={t(`window.timeline.${lane}`)} className="menu-item">
              <span>{t(`window.timeline.${lane}`)}</span>
              <Check size={13} className="lane-chosen" aria-hidden />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
