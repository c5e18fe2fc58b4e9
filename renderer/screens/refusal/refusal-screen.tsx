import './refusal-screen.css'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { useCommands } from '../../command-bus.tsx'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import type { Desk } from '../../use-session.ts'
import { WindowBar } from '../review/window-bar.tsx'

interface RefusalScreenProps {
  readonly failure: Failure
  /** Where the refused file lies, if the window knows. */
  readonly path: string | undefined
  readonly desk: Desk
  readonly workstation: Bridge
  readonly offline: boolean
}

/** What happened, what it means for the evidence, what to do, and a code for the telephone. */
export function RefusalScreen({ failure, path, desk, workstation, offline }: RefusalScreenProps): ReactNode {
  const { t } = useTranslation()
  const words = failureWords(t, failure)
  const judged = judgeable(failure, path)
  useCommands({ 'file.close': desk.back })
  return (
    <div className="refusal-screen">
      <WindowBar offline={offline} />
      <main className="refusal">
        <div className="refusal-box" role="alert">
          <Mark tone={isNoFault(failure) ? 'caution' : 'broken'} size={44} />
          <h1>{words.title}</h1>
          <dl>
            <dt>{t('window.refusal.evidence')}</dt>
            <dd>{words.evidence}</dd>
            <dt>{t('window.refusal.remedy')}</dt>
            <dd>{words.remedy}</dd>
            {keepsDraft(desk) ? <dd role="status">{t('window.refusal.draftKept')}</dd> : null}
            <dt>{t('window.refusal.code')}</dt>
            <dd className="refusal-code">
              <code className="digits selectable">{words.code}</code>
              <Button look="bare" onPress={() => void workstation.copyText({ text: words.code })}>
                {t('window.copyCode')}
              </Button>
            </dd>
          </dl>
          {failure.code === 'file.gone' ? <OtherPlace workstation={workstation} desk={desk} /> : null}
          <div className="refusal-acts">
            <Button onPress={desk.back}>{t('window.back')}</Button>
            {judged === undefined ? null : (
              <Button onPress={() => desk.verify(judged)}>{t('window.verify.details')}</Button>
            )}
            <Button look="main" onPress={desk.choose}>
              {t('window.open.choose')}
            </Button>
          </div>
        </div>
      </main>
    </div>
  )
}

/** Path of a file that is not shown, and whose seal can be judged all the same. */
function judgeable(failure: Failure, path: string | undefined): string | undefined {
  const known = failure.code === 'bundle.notPlayable' || failure.code.startsWith('encryption.')
  return known ? (path ?? ('path' in failure ? failure.path : undefined)) : undefined
}

/** Nothing is wrong with the evidence: it is out of reach, or closed to whoever asked. */
function isNoFault({ code }: Failure): boolean {
  return ['file.gone', 'encryption.locked', 'encryption.notARecipient'].includes(code)
}

/** The medium is gone; where a verified working copy was made, work goes on with it. */
function OtherPlace({ workstation, desk }: Pick<RefusalScreenProps, 'workstation' | 'desk'>): ReactNode {
  const { t } = useTranslation()
  const [place, setPlace] = useState<{ readonly path: string; readonly name: string } | null>(null)
  useEffect(() => void workstation.otherPlace().then(setPlace), [workstation])
  if (!place) return null
  return (
    <p className="refusal-other">
      <span>{t('custody.other.text', { name: place.name })}</span>
      <Button onPress={() => desk.open(place.path, place.name)}>{t('custody.other.open')}</Button>
    </p>
  )
}

function keepsDraft({ drafts }: Desk): boolean {
  return [...drafts.values()].some((draft) => draft.state !== 'none' && draft.content.text.trim() !== '')
}
