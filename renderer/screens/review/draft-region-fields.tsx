import X from 'lucide-react/icons/x'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotationDraft, Region } from '../../../main/core/annotation/annotation.ts'
import { regionAt } from '../../../main/core/annotation/shape.ts'
import { parseFrame } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { TextBox } from '../../ui/field.tsx'
import { Tick } from '../../ui/tick.tsx'
import { atFrame, movedTo } from './drawn.ts'
import { withKey } from './draft.ts'
import { useReviewModel } from './review-model.ts'
import { usePlayerPart } from './use-player.ts'

const sides = ['x', 'y', 'width', 'height'] as const

/** The region of the draft in numbers, for who draws by keyboard, and whether it moves with what it shows. */
export function DraftRegionFields({ content }: { readonly content: AnnotationDraft }): ReactNode {
  const { t } = useTranslation()
  const { tell, player } = useReviewModel()
  const frame = usePlayerPart(player, (state) => state.frame) ?? content.from
  const size = usePlayerPart(player, (state) => state.size)
  if (!content.region || !size) return null
  const region = regionAt(content.track ?? [], frame) ?? content.region
  const set = (side: keyof Region, value: number): void =>
    tell({
      type: 'edit',
      change: atFrame(content, frame, movedTo({ ...content, region }, { ...region, [side]: value }, size)),
    })
  return (
    <div className="region-fields">
      <div className="region-numbers" role="group" aria-label={t('window.draft.regionNumbers')}>
        {sides.map((side) => (
          <PixelField
            key={side}
            label={t(`window.draft.side.${side}`)}
            value={region[side]}
            set={(value) => set(side, value)}
          />
        ))}
        <Button
          look="bare"
          aria-label={t('window.draft.dropRegion')}
          onPress={() => tell({ type: 'edit', change: { region: null } })}
        >
          <X size={13} aria-hidden />
        </Button>
      </div>
      <Tracking content={content} region={region} frame={frame} />
    </div>
  )
}

interface TrackingProps {
  readonly content: AnnotationDraft
  readonly region: Region
  readonly frame: number
}

/** A region that follows what it shows: each change at another frame is a key frame, and between two it moves linearly. */
function Tracking({ content, region, frame }: TrackingProps): ReactNode {
  const { t } = useTranslation()
  const { tell } = useReviewModel()
  const stands = content.shape !== undefined && content.shape.kind !== 'ellipse'
  const keys = content.track ?? []
  const outside = frame < content.from || frame > content.to
  if (content.from === content.to || stands || (outside && keys.length === 0)) return null
  return (
    <div className="region-track">
      <Tick
        isSelected={keys.length > 0}
        onChange={(on) =>
          tell({
            type: 'edit',
            change: {
              track: on ? withKey(content, content.from === frame ? content.to : frame, region) : [],
            },
          })
        }
      >
        {t('window.draft.track')}
      </Tick>
      {keys.length > 0 ? (
        <span className="draft-hint">{t('window.draft.trackKeys', { count: keys.length })}</span>
      ) : null}
    </div>
  )
}

interface PixelFieldProps {
  readonly label: string
  readonly value: number
  readonly set: (value: number) => void
}

function PixelField({ label, value, set }: PixelFieldProps): ReactNode {
  const [typing, setTyping] = useState<{ readonly value: number; readonly text: string }>()
  const text = typing?.value === value ? typing.text : String(value)
  const take = (): void => {
    const typed = parseFrame(text)
    setTyping(undefined)
    if (typed !== undefined && typed !== value) set(typed)
  }
  return (
    <TextBox
      label={label}
      digits
      value={text}
      onChange={(next) => setTyping({ value, text: next })}
      onDone={take}
    />
  )
}
