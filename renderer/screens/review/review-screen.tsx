import './review-screen.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bridge, CaseView, StartView } from '../../../preload/contract/workstation.ts'
import { useCommands } from '../../command-bus.tsx'
import type { Desk } from '../../use-session.ts'
import { useManual } from '../help/manual-desk.ts'
import type { ChapterId } from '../help/manual-text.ts'
import { PresentationBar } from '../presentation/presentation-bar.tsx'
import { Cameras } from './cameras.tsx'
import { CasePane } from './case-pane.tsx'
import { NotesPane } from './notes-pane.tsx'
import { PaneSwitch } from './pane-switch.tsx'
import type { Review } from './review-state.ts'
import { reviewCommands } from './review-commands.ts'
import { ReviewDialogs } from './review-dialogs.tsx'
import { ReviewModelProvider } from './review-model.ts'
import { SealStrip } from './seal-strip.tsx'
import { Stage } from './stage.tsx'
import { StatusBar } from './status-bar.tsx'
import { Timeline } from './timeline.tsx'
import { Transport } from './transport.tsx'
import { useReview } from './use-review.ts'
import { WindowBar } from './window-bar.tsx'
// Last: what holds in a narrow window stands above what each part says of itself.
import './narrow.css'

interface ReviewScreenProps {
  readonly workstation: Bridge
  readonly view: CaseView
  readonly desk: Desk
  readonly start: StartView
}

/** The workplace: bundle, picture, statements, and the seal above all of them. */
export function ReviewScreen({ workstation, view, desk, start }: ReviewScreenProps): ReactNode {
  const model = useReview(workstation, view, desk)
  const openManual = useManual()
  useCommands({ ...reviewCommands(model), 'help.manual': () => openManual(chapterFor(model.review)) })
  const { presenting } = model.review
  return (
    <ReviewModelProvider value={model}>
      <div
        className="review"
        data-solo={model.review.solo}
        data-presenting={presenting !== undefined}
        data-pane={model.review.pane}
      >
        {presenting ? null : (
          <WindowBar offline={start.offline} reviewer={view.reviewer} title={<CaseTitle view={view} />} />
        )}
        <SealStrip />
        {presenting ? null : <PaneSwitch />}
        <main className="review-main">
          {presenting ? null : <CasePane />}
          <div className="review-middle" data-cameras={model.review.cameras}>
            {model.review.cameras && !presenting ? <Cameras /> : null}
            <Stage />
            {presenting ? <PresentationBar presenting={presenting} /> : <Controls />}
          </div>
          {presenting ? null : <NotesPane />}
        </main>
        {presenting ? null : <StatusBar />}
      </div>
      <ReviewDialogs />
    </ReviewModelProvider>
  )
}

/** Where the manual speaks of what is being done. */
function chapterFor(review: Review): ChapterId {
  if (review.presenting) return 'present'
  if (review.cameras) return 'cameras'
  if (review.right !== 'annotations') return review.right === 'report' ? 'report' : 'access'
  if (review.draft.state !== 'none') return review.draft.target.kind === 'new' ? 'mark' : 'correct'
  return review.left === 'seal' ? 'judge' : 'step'
}

function Controls(): ReactNode {
  return (
    <>
      <Transport />
      <Timeline />
    </>
  )
}

function CaseTitle({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation()
  const facts = view.bundle.case
  if (facts === null) return view.bundle.name
  const exhibit = facts.exhibit.number
  const rest = [facts.case.incident, exhibit === '' ? '' : t('window.case.exhibit', { number: exhibit })]
  const words = rest.filter((part) => part !== '').map((part) => ` · ${part}`)
  return (
    <span title={`${facts.case.fileNumber}${words.join('')}`}>
      <b>{facts.case.fileNumber}</b>
      {words}
    </span>
  )
}
