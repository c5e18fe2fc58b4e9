import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChainView, PackageView } from '../../../preload/contract/exchange.ts'
import { frameText, hashEnds, localTime } from '../../figures.ts'
import { nameText } from '../../names.ts'
import { phraseOf } from '../../phrases.ts'
import { Button } from '../../ui/button.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'

interface ChainRowProps {
  readonly chain: ChainView
  /** A blind review is under way: neither comparing nor countersigning is to be had. */
  readonly hidden: boolean
  readonly compare: () => void
  readonly countersign: () => void
}

/** One other author's ledger with the packages it came in; what is wrong with it is said first. */
export function ChainRow({ chain, hidden, compare, countersign }: ChainRowProps): ReactNode {
  const { t } = useTranslation()
  const readable = chain.size > 0 && !hidden
  return (
    <li className="exchange-chain">
      <div className="exchange-chain-head">
        <Mark tone={toneOf(chain)} size={18} />
        <b>{nameText(t, chain.signer)}</b>
        <span>{t('exchange.sheet.entries', { count: chain.size, entries: frameText(chain.size) })}</span>
        <span className="digits selectable" title={chain.root}>
          {hashEnds(chain.root)}
        </span>
        <span className="exchange-gap" />
        <Button isDisabled={!readable || chain.withheld} onPress={compare}>
          {t('exchange.sheet.compare')}
        </Button>
        <Button isDisabled={!readable} onPress={countersign}>
          {t('exchange.sheet.countersign')}
        </Button>
      </div>
      <p className="exchange-name digits selectable">{chain.chain}</p>
      {chain.doubt === null ? null : (
        <p className="exchange-note">
          <b>{t('exchange.sheet.doubt')}</b>{' '}
          {phraseOf(t, `ledger.reason.${chain.doubt.reason}`, chain.doubt.facts)}
        </p>
      )}
      {chain.withheld ? <p className="exchange-note">{t('exchange.sheet.withheld')}</p> : null}
      <ul className="exchange-packages">
        {chain.packages.map((kept) => (
          <PackageLine key={kept.entry} kept={kept} />
        ))}
      </ul>
    </li>
  )
}

function PackageLine({ kept }: { readonly kept: PackageView }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <li>
      {t(`exchange.package.${kept.state}`, {
        entry: kept.entry,
        time: localTime(kept.time, i18n.language),
        size: frameText(kept.size),
      })}
      {kept.alarm === null ? null : (
        <b className="exchange-alarm">
          <Mark tone="broken" /> {t(`exchange.alarm.${kept.alarm}`)}
        </b>
      )}
    </li>
  )
}

function toneOf({ packages, doubt }: ChainView): Tone {
  if (packages.some(({ alarm, state }) => alarm !== null || state === 'changed')) return 'broken'
  return doubt !== null || packages.some(({ state }) => state === 'missing') ? 'caution' : 'proven'
}
