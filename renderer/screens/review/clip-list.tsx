import Film from 'lucide-react/icons/film'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { CaseView } from '../../../preload/contract/workstation.ts'
import { bytesText, clockParts, dayText, percentText, shortTime } from '../../figures.ts'
import type { Phrases } from '../../phrases.ts'
import { useKeys } from '../../key-words.ts'
import { SearchBox } from '../../ui/field.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { Meter } from '../../ui/meter.tsx'
import { CompanionList } from './file-list.tsx'
import { useReviewModel } from './review-model.ts'
import { type Thumb, thumbOf } from './thumbs.ts'
import { verifiedShare } from './timeline-scale.ts'

/** The clips by device and day, with what is known of each; below them the companion files. */
export function ClipList(): ReactNode {
  const { t, i18n } = useTranslation()
  const { view, review, tell } = useReviewModel()
  const keys = useKeys()
  const wanted = review.search.trim().toLocaleLowerCase()
  const clips = (view.bundle.case?.clips ?? []).filter((clip) =>
    `${clip.originalName} ${clip.device.id}`.toLocaleLowerCase().includes(wanted),
  )
  return (
    <>
      <div className="pane-search">
        <SearchBox
          label={t('window.case.search')}
          keys={keys('edit.search') ?? ''}
          value={review.search}
          onChange={(text) => tell({ type: 'search', text })}
        />
      </div>
      <div className="pane-scroll">
        {groupsOf(clips, i18n.language).map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h2 className="pane-group selectable">{group.name}</h2>
            <ul>
              {group.clips.map((clip) => (
                <ClipRow key={clip.number} clip={clip} />
              ))}
            </ul>
          </section>
        ))}
        {clips.length === 0 ? <p className="pane-empty">{t('window.case.noClips')}</p> : null}
        <CompanionList />
      </div>
    </>
  )
}

interface ClipGroup {
  readonly name: string
  readonly clips: readonly ClipFacts[]
}

/** In the order of the bundle; a new group where device or day changes. */
function groupsOf(clips: readonly ClipFacts[], language: string): readonly ClipGroup[] {
  const groups = new Map<string, ClipFacts[]>()
  for (const clip of clips) {
    const day = clockParts(clip.startedAt)?.date
    const name = [clip.device.id, day === undefined ? '' : dayText(day, language)]
      .filter((part) => part !== '')
      .join(' · ')
    groups.set(name, [...(groups.get(name) ?? []), clip])
  }
  return [...groups].map(([name, members]) => ({ name, clips: members }))
}

function ClipRow({ clip }: { readonly clip: ClipFacts }): ReactNode {
  const { t, i18n } = useTranslation()
  const { view, review, acts } = useReviewModel()
  const thumb = useThumb(clip)
  const state = clipState(t, clip, view, i18n.language)
  const start = clockParts(clip.startedAt)
  return (
    <li>
      <Button
        className="clip"
        aria-current={review.clip === clip.number}
        onPress={() => acts.openClip(clip.number)}
        preventFocusOnPress
      >
        <span className="clip-thumb">
          {thumb ? <img src={thumb.picture} alt="" /> : <Film size={18} aria-hidden />}
          {thumb && Number.isFinite(thumb.seconds) ? (
            <span className="clip-length digits">{shortTime(thumb.seconds)}</span>
          ) : null}
        </span>
        <span className="clip-words">
          <span className="clip-name" title={clip.originalName}>
            {clip.originalName}
          </span>
          <span className="clip-facts">
            {t('window.case.clipFacts', {
              start: start?.time.slice(0, 8) ?? t('window.case.noClock'),
              size: bytesText(clip.size, i18n.language),
            })}
          </span>
          <span className="clip-state" data-tone={state.tone}>
            <Mark tone={state.tone} size={13} />
            {state.words}
          </span>
          {state.tone === 'pending' ? (
            <Meter label={t('window.progress.name')} share={state.share} words={state.words} />
          ) : null}
        </span>
      </Button>
    </li>
  )
}

interface ClipState {
  readonly tone: Tone
  readonly words: string
  readonly share: number
}

function clipState(t: Phrases, clip: ClipFacts, view: CaseView, language: string): ClipState {
  const broken = view.broken.filter((chunk) => chunk.clip === clip.number).length
  if (broken > 0) return { tone: 'broken', words: t('state.clip.broken', { count: broken }), share: 1 }
  const file = view.bundle.files.find((candidate) => candidate.path === clip.path)
  if (file?.state === 'changed' || file?.state === 'missing') {
    return { tone: 'broken', words: t(`state.file.${file.state}`), share: 1 }
  }
  const verified = view.progress.clips.find((candidate) => candidate.clip === clip.number)?.verified ?? []
  const share = view.progress.state === 'whole' || file?.state === 'ok' ? 1 : verifiedShare(clip, verified)
  if (share >= 1) return { tone: 'proven', words: t('state.clip.whole'), share }
  return { tone: 'pending', words: t('state.clip.partly', { percent: percentText(share, language) }), share }
}

function useThumb({ number, sha256 }: ClipFacts): Thumb | undefined {
  const [thumb, setThumb] = useState<Thumb>()
  useEffect(() => {
    let wanted = true
    void thumbOf(number, sha256).then((made) => {
      if (wanted) setThumb(made)
    })
    return () => {
      wanted = false
    }
  }, [number, sha256])
  return thumb
}
