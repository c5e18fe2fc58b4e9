import './status-bar.css'
import Eye from 'lucide-react/icons/eye'
import KeyRound from 'lucide-react/icons/key-round'
import Link from 'lucide-react/icons/link'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { useCommandBus } from '../../command-bus.tsx'
import type { CommandId } from '../../commands.ts'
import { frameText, localClock, percentText, zoneText } from '../../figures.ts'
import { nameText } from '../../names.ts'
import { useKeys } from '../../key-words.ts'
import { commonName } from '../../seal-words.ts'
import { framesIn } from './coverage.ts'
import { AccessStatus } from '../access/access-status.tsx'
import { useReviewModel } from './review-model.ts'
import { useSeen } from './use-seen.ts'
import { usePlayerPart } from './use-player.ts'

/** Ledger, key, draft on one side; format, ticks, zone and the two keys that lead everywhere on the other. */
export function StatusBar(): ReactNode {
  const { t, i18n } = useTranslation()
  const { view, review, table } = useReviewModel()
  const { ledger, reviewer } = view
  const broken = ledger?.findings.some((finding) => finding.state === 'failed') ?? false
  return (
    <footer className="status-bar">
      <span data-tone={broken ? 'broken' : ledger ? 'proven' : 'caution'}>
        <Link size={13} aria-hidden />
        {ledger
          ? t(broken ? 'window.status.ledgerBroken' : 'window.status.ledger', {
              count: ledger.entries,
              entries: frameText(ledger.entries),
            })
          : t('window.status.noLedger')}
      </span>
      <span className="status-key">
        <KeyRound size={13} aria-hidden />
        {reviewer
          ? t('window.status.key', { name: nameText(t, commonName(reviewer.certificate.subject)) })
          : t('window.status.noKey')}
      </span>
      <AccessStatus />
      {review.draft.state === 'none' ? null : <DraftState />}
      <span className="status-gap" />
      {table.state === 'ready' ? <SeenShare table={table.table} /> : null}
      {table.state === 'ready' ? (
        <span className="status-format">
          {t('window.status.format', {
            codec: table.table.codec,
            width: table.table.width,
            height: table.table.height,
            frames: frameText(table.table.pts.length),
          })}
        </span>
      ) : null}
      <Ticks />
      <KeyButton id="edit.palette" word={t('window.status.palette')} />
      <KeyButton id="help.keys" word={t('window.status.keys')} />
      <span className="status-zone">{zoneText(i18n.language)}</span>
    </footer>
  )
}

/** How much of the clip was on one's own screen. */
function SeenShare({ table }: { readonly table: FrameTable }): ReactNode {
  const { t, i18n } = useTranslation()
  const keys = useKeys()
  const { unseen } = useSeen(table).own
  const share = 1 - framesIn(unseen) / Math.max(1, table.pts.length)
  return (
    <span className="status-seen" title={t('window.status.seenHint', { key: keys('playback.nextUnseen') })}>
      <Eye size={13} aria-hidden />
      {t('window.status.seen', { percent: percentText(share, i18n.language) })}
    </span>
  )
}

/** Whether the words being written would outlast the program, and since when. */
function DraftState(): ReactNode {
  const { t, i18n } = useTranslation()
  const { keeping } = useReviewModel()
  const words = !keeping
    ? t('window.status.draft')
    : keeping.where === 'disk'
      ? t('window.status.draftKept', { time: localClock(keeping.at, i18n.language) })
      : t('window.status.draftInMemory')
  return (
    <span className="status-draft" data-tone={keeping?.where === 'memory' ? 'caution' : undefined}>
      {words}
    </span>
  )
}

function KeyButton({ id, word }: { readonly id: CommandId; readonly word: string }): ReactNode {
  const bus = useCommandBus()
  const keys = useKeys()
  return (
    <Button className="status-button" onPress={() => void bus.run(id)} preventFocusOnPress>
      <kbd className="keycap">{keys(id)}</kbd>
      {word}
    </Button>
  )
}

/** The presentation time stamp itself: whole ticks, as the container holds them. */
function Ticks(): ReactNode {
  const { t } = useTranslation()
  const { player, table } = useReviewModel()
  const frame = usePlayerPart(player, (state) => state.frame)
  if (table.state !== 'ready' || frame === undefined) return null
  const { pts, timeBase } = table.table
  return (
    <span data-ticks title={t('window.status.timeBase', { num: timeBase.num, den: timeBase.den })}>
      {t('window.status.pts')}
      <span className="digits" data-testid="pts">
        {frameText(pts[frame] ?? 0)}
      </span>
    </span>
  )
}
