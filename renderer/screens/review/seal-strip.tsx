import './seal-strip.css'
import CircleHelp from 'lucide-react/icons/circle-help'
import FileText from 'lucide-react/icons/file-text'
import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import { type ReactNode, useState } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../../main/core/seal/finding.ts'
import type { VerificationProgress } from '../../../preload/contract/workstation.ts'
import { bytesText, percentText } from '../../figures.ts'
import { FindingList } from '../../findings/finding-list.tsx'
import { useKeys } from '../../key-words.ts'
import { factWord, restText } from '../../progress-words.ts'
import {
  changedFiles,
  type FactView,
  factView,
  findingsOf,
  sealFacts,
  sealLevel,
  shownName,
  toneOf,
} from '../../seal-words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Hint } from '../../ui/hint.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Meter } from '../../ui/meter.tsx'
import { useReviewModel } from './review-model.ts'
import { verdictCode, VerdictMeaning } from './verdict-meaning.tsx'

/** Always in sight: what is known of the seal, fact by fact, and how far the check has come. */
export function SealStrip(): ReactNode {
  const { t } = useTranslation()
  const { view, tell } = useReviewModel()
  const keys = useKeys()
  const level = sealLevel(view.bundle)
  const [now] = useState(() => new Date())
  const tone = toneOf(level)
  return (
    <section className="seal-strip" data-tone={tone} aria-label={t('window.seal.title')}>
      <Mark tone={tone} size={26} />
      <div className="seal-verdict">
        <p>
          <strong role="status">
            {t(`state.seal.${level}.title`, { count: changedFiles(view.bundle) })}
          </strong>
          {view.bundle.sample ? <Chip tone="caution">{t('window.sampleMark')}</Chip> : null}
          {view.bundle.case?.sealed === 'atIntake' ? (
            <Hint label={t('custody.atIntake.hint')} keys={undefined}>
              <AriaButton className="seal-intake">
                <Chip tone="caution">{t('custody.atIntake.mark')}</Chip>
              </AriaButton>
            </Hint>
          ) : null}
          <VerdictHelp verdict={view.bundle.verdict} />
        </p>
        <span className="seal-text">{t(`state.seal.${level}.text`)}</span>
      </div>
      <div className="seal-facts">
        {sealFacts.map((fact) => (
          <Fact key={fact} view={factView(view.bundle, fact, view.broken.length, now)} />
        ))}
      </div>
      <Progress progress={view.progress} />
      <Button
        aria-keyshortcuts={keys('ledger.details') ?? ''}
        onPress={() => tell({ type: 'dialog', dialog: { kind: 'sealDetails' } })}
      >
        <FileText size={15} aria-hidden />
        {t('window.seal.details')}
      </Button>
    </section>
  )
}

/** What the verdict means, in plain words, one press away. */
function VerdictHelp({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { t } = useTranslation()
  return (
    <DialogTrigger>
      <AriaButton className="seal-help" aria-label={t('window.meaning.title')}>
        <CircleHelp size={14} aria-hidden />
      </AriaButton>
      <Popover className="popover seal-popover" placement="bottom start">
        <Dialog className="seal-checks" aria-label={t('window.meaning.title')}>
          <p className="digits selectable">{verdictCode(verdict)}</p>
          <VerdictMeaning verdict={verdict} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** Second step of the ladder: a press on a fact shows the checks it rests on. */
function Fact({ view }: { readonly view: FactView }): ReactNode {
  const { t } = useTranslation()
  const { view: open } = useReviewModel()
  const { fact, tone, word, value } = view
  const name = t(`state.fact.${fact}.name`)
  const words = factWord(t, fact, word, typeof value === 'string' ? shownName(value).name : value)
  return (
    <DialogTrigger>
      <AriaButton
        className="seal-fact"
        data-fact={fact}
        data-tone={tone}
        aria-label={t('window.seal.fact', { name, value: words })}
      >
        <Mark tone={tone} />
        <span>{name}</span>
        <b title={words}>{words}</b>
      </AriaButton>
      <Popover className="popover seal-popover" placement="bottom start">
        <Dialog className="seal-checks" aria-label={t(`state.fact.${fact}.name`)}>
          <p>{t(`state.fact.${fact}.meaning`)}</p>
          <FindingList findings={findingsOf(open.bundle, fact)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Progress({ progress }: { readonly progress: VerificationProgress }): ReactNode {
  const { t, i18n } = useTranslation()
  const { workstation } = useReviewModel()
  const share = progress.bytesTotal === 0 ? 0 : progress.bytesDone / progress.bytesTotal
  const percent = percentText(progress.state === 'whole' ? 1 : share, i18n.language)
  const bytes = t('window.progress.bytes', {
    done: bytesText(progress.bytesDone, i18n.language),
    total: bytesText(progress.bytesTotal, i18n.language),
  })
  const rest = restText(t, progress)
  const moving = progress.state === 'running' || progress.state === 'paused'
  return (
    <div className="seal-progress">
      <span className="digits">{percent}</span>
      <Meter label={t('window.progress.name')} share={share} words={`${percent}, ${rest}`} />
      <span className="seal-rest" title={bytes}>
        {rest}
      </span>
      {moving ? (
        <IconButton
          label={t(progress.state === 'running' ? 'window.progress.pause' : 'window.progress.resume')}
          onPress={() => void workstation.pauseVerification({ paused: progress.state === 'running' })}
        >
          {progress.state === 'running' ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        </IconButton>
      ) : null}
    </div>
  )
}
