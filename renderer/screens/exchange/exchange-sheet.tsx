import './exchange-sheet.css'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { Result } from '../../../main/core/result.ts'
import type { ChainView, ComparisonView, ExchangeView } from '../../../preload/contract/exchange.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Tick } from '../../ui/tick.tsx'
import { ChainRow } from './chain-row.tsx'
import { ComparisonPart } from './comparison-part.tsx'
import { CountersignForm } from './countersign-form.tsx'
import { HandOver } from './hand-over.tsx'

/** What stands in the sheet: the list of the others, a comparison with one of them, or a countersignature to give. */
type Page =
  | { readonly kind: 'list' }
  | { readonly kind: 'comparison'; readonly compared: ComparisonView }
  | { readonly kind: 'countersign'; readonly chain: string; readonly signer: string }

/** Working with others on one case: their ledgers, handing over, comparing, countersigning. */
export function ExchangeSheet({ workstation }: { readonly workstation: Bridge }): ReactNode {
  const { t } = useTranslation()
  const [view, setView] = useState<ExchangeView>()
  const [page, showPage] = useState<Page>({ kind: 'list' })
  const [failure, setFailure] = useState<Failure>()
  const [notice, setNotice] = useState('')
  const take = useCallback((answer: Result<ExchangeView | undefined, Failure>, said = ''): void => {
    setFailure(answer.ok ? undefined : answer.failure)
    if (answer.ok && answer.value) setView(answer.value)
    if (answer.ok && answer.value) setNotice(said)
  }, [])
  useEffect(() => void workstation.exchange().then((answer) => take(answer)), [workstation, take])
  const setPage = (next: Page): void => {
    setNotice('')
    showPage(next)
  }
  const compare = async (chain: string): Promise<void> => {
    const compared = await workstation.compareWith({ chain })
    setFailure(compared.ok ? undefined : compared.failure)
    if (compared.ok) setPage({ kind: 'comparison', compared: compared.value })
  }
  const back = (): void => setPage({ kind: 'list' })
  return (
    <div className="exchange-sheet">
      {page.kind === 'comparison' ? (
        <ComparisonPart
          compared={page.compared}
          back={back}
          decide={async (order) => {
            take(await workstation.decideBetween(order))
            await compare(page.compared.chain.chain)
          }}
        />
      ) : null}
      {page.kind === 'countersign' ? (
        <CountersignForm
          signer={page.signer}
          back={back}
          sign={async (words) => {
            const signed = await workstation.countersign({ chain: page.chain, ...words })
            if (signed.ok && signed.value) back()
            take(signed, t('exchange.sheet.countersigned'))
          }}
        />
      ) : null}
      {page.kind === 'list' && view ? (
        <Others
          view={view}
          workstation={workstation}
          take={take}
          compare={(chain) => void compare(chain)}
          countersign={(chain, signer) => setPage({ kind: 'countersign', chain, signer })}
          written={(path) => setNotice(t('exchange.cli.exported', { out: path }))}
          failed={setFailure}
        />
      ) : null}
      {failure ? (
        <p role="alert" className="exchange-trouble">
          {failureWords(t, failure).title} {failureWords(t, failure).remedy}
        </p>
      ) : null}
      <p role="status" className="exchange-notice">
        {notice}
      </p>
    </div>
  )
}

interface OthersProps {
  readonly view: ExchangeView
  readonly workstation: Bridge
  readonly take: (answer: Result<ExchangeView | undefined, Failure>, said?: string) => void
  readonly compare: (chain: string) => void
  readonly countersign: (chain: string, signer: string) => void
  readonly written: (path: string) => void
  readonly failed: (failure: Failure) => void
}

function Others(props: OthersProps): ReactNode {
  const { view, workstation, take } = props
  const { t } = useTranslation()
  const row = (chain: ChainView): ReactNode => (
    <ChainRow
      key={chain.chain}
      chain={chain}
      hidden={view.blind.state === 'hidden'}
      compare={() => props.compare(chain.chain)}
      countersign={() => props.countersign(chain.chain, chain.signer)}
    />
  )
  return (
    <>
      <BlindReview view={view} workstation={workstation} take={take} />
      {view.chains.length === 0 ? (
        <p className="exchange-empty">{t('exchange.sheet.none')}</p>
      ) : (
        <ul className="exchange-chains">{view.chains.map(row)}</ul>
      )}
      <div className="exchange-acts">
        <Button
          look="main"
          onPress={() => void workstation.takeIn().then((answer) => take(answer, t('exchange.sheet.taken')))}
        >
          {t('exchange.sheet.takeIn')}
        </Button>
        <Button onPress={() => props.countersign(view.own, t('exchange.sheet.own'))}>
          {t('exchange.sheet.countersignOwn')}
        </Button>
      </div>
      <HandOver workstation={workstation} done={props.written} failed={props.failed} />
      <Tick
        isSelected={view.supervisorBeforeReport}
        isDisabled={view.supervisorFixed}
        onChange={(needed) => void workstation.requireSupervisor({ needed }).then((answer) => take(answer))}
      >
        {t('exchange.sheet.supervisor')}
      </Tick>
      {view.supervisorFixed ? <p>{t('fortress.policy.fixed')}</p> : null}
    </>
  )
}

/** Reviewing a second time without knowing the first: begun, and revealed once something was signed. */
function BlindReview({
  view,
  workstation,
  take,
}: Pick<OthersProps, 'view' | 'workstation' | 'take'>): ReactNode {
  const { t } = useTranslation()
  const hidden = view.blind.state === 'hidden'
  return (
    <div className="exchange-blind">
      <span>
        {t(`exchange.blind.${view.blind.state}`, { entry: view.blind.begun, count: view.blind.stated })}
      </span>
      {hidden ? (
        <Button onPress={() => void workstation.revealOthers().then((answer) => take(answer))}>
          {t('exchange.blind.reveal')}
        </Button>
      ) : (
        <Button onPress={() => void workstation.beginBlindReview().then((answer) => take(answer))}>
          {t('exchange.blind.begin')}
        </Button>
      )}
    </div>
  )
}
