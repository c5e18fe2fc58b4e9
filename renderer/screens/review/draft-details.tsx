import ChevronDown from 'lucide-react/icons/chevron-down'
import X from 'lucide-react/icons/x'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotationDraft, DraftLink } from '../../../main/core/annotation/annotation.ts'
import {
  mostLabel,
  mostLegal,
  mostTags,
  personCategories,
  type PersonCategory,
} from '../../../main/core/annotation/details.ts'
import { frameText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextBox } from '../../ui/field.tsx'
import type { DraftChange } from './draft.ts'
import { useOfficeTags } from './office-categories.ts'
import { useReviewModel } from './review-model.ts'
import { usePlayerPart } from './use-player.ts'

const nobody = 'nobody'

/** What an annotation says beyond its text: who is meant, tags, links, a norm. Closed until it is wanted. */
export function DraftDetails({ content }: { readonly content: AnnotationDraft }): ReactNode {
  const { t } = useTranslation()
  const { tell } = useReviewModel()
  const { person, tags = [], links = [], legal = '' } = content
  const said = (person ? 1 : 0) + tags.length + links.length + (legal ? 1 : 0)
  const [open, setOpen] = useState(said > 0)
  const edit = (change: DraftChange, step?: string): void =>
    tell({ type: 'edit', change, ...(step === undefined ? {} : { step }) })
  return (
    <div className="draft-details">
      <Button look="bare" aria-expanded={open} onPress={() => setOpen(!open)}>
        <ChevronDown size={13} aria-hidden />
        {t('window.draft.more', { count: said })}
      </Button>
      {open ? (
        <>
          <Person content={content} edit={edit} />
          <Tags tags={tags} edit={edit} />
          <TextBox
            label={t('window.draft.legal')}
            value={legal}
            maxLength={mostLegal}
            onChange={(next) => edit({ legal: next }, 'legal')}
          />
          <Links links={links} edit={edit} />
        </>
      ) : null}
    </div>
  )
}

interface PartProps {
  readonly edit: (change: DraftChange, step?: string) => void
}

/** A label for the role, and the category that the law asks to be kept apart; never a name. */
function Person({ content, edit }: PartProps & { readonly content: AnnotationDraft }): ReactNode {
  const { t } = useTranslation()
  const { person } = content
  const choose = (category: PersonCategory | typeof nobody): void =>
    edit({ person: category === nobody ? null : { label: person?.label ?? '', category } })
  return (
    <div className="draft-pair">
      <Choice
        labelled
        label={t('window.draft.person')}
        value={person?.category ?? nobody}
        options={[
          { value: nobody, label: t('window.draft.nobody') },
          ...personCategories.map((value) => ({ value, label: t(`person.${value}`) })),
        ]}
        onChange={choose}
      />
      {person ? (
        <TextBox
          label={t('window.draft.personLabel')}
          value={person.label}
          maxLength={mostLabel}
          onChange={(label) => edit({ person: { ...person, label } }, 'person')}
        />
      ) : null}
    </div>
  )
}

/** Words of the office's vocabulary to press, and any other to type. */
function Tags({ tags, edit }: PartProps & { readonly tags: readonly string[] }): ReactNode {
  const { t } = useTranslation()
  const vocabulary = useVocabulary()
  const [typed, setTyped] = useState('')
  const offered = vocabulary.filter((tag) => !tags.includes(tag))
  const add = (tag: string): void => {
    const word = tag.trim()
    setTyped('')
    if (word !== '' && !tags.includes(word) && tags.length < mostTags) edit({ tags: [...tags, word] })
  }
  return (
    <div className="draft-tags">
      <TextBox
        label={t('window.draft.tags')}
        hint={t('window.draft.tagsHint')}
        value={typed}
        maxLength={mostLabel}
        onChange={setTyped}
        onEnter={() => add(typed)}
        onDone={() => add(typed)}
      />
      <div className="tag-row">
        {tags.map((tag) => (
          <Button
            key={tag}
            look="bare"
            className="tag"
            aria-label={t('window.draft.dropTag', { tag })}
            onPress={() => edit({ tags: tags.filter((other) => other !== tag) })}
          >
            {tag}
            <X size={11} aria-hidden />
          </Button>
        ))}
        {offered.slice(0, 8).map((tag) => (
          <Button key={tag} look="bare" className="tag tag-offered" onPress={() => add(tag)}>
            {tag}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** The office's tags, or those that ship where it has set none. */
function useVocabulary(): readonly string[] {
  const { t } = useTranslation()
  const office = useOfficeTags()
  const shipped = t('window.draft.shippedTags').split(';')
  return office.length > 0 ? office : shipped.map((tag) => tag.trim())
}

/** Another passage that belongs to this one: the frame on stage, or the annotation that is chosen in the list. */
function Links({ links, edit }: PartProps & { readonly links: readonly DraftLink[] }): ReactNode {
  const { t } = useTranslation()
  const { review, notes, player } = useReviewModel()
  const frame = usePlayerPart(player, (state) => state.frame)
  const chosen = notes.find((note) => note.entry.seq === review.selected)
  const words = (link: DraftLink): string => {
    if ('clip' in link) return t('window.draft.linkFrame', { clip: link.clip, frame: frameText(link.frame) })
    const note = notes.find(({ annotation }) => annotation.id === link.annotation)
    return t('window.draft.linkEntry', { entry: note?.entry.seq ?? 0 })
  }
  const known = (link: DraftLink): boolean => links.some((other) => words(other) === words(link))
  const add = (link: DraftLink): void => {
    if (!known(link)) edit({ links: [...links, link] })
  }
  return (
    <div className="draft-links">
      {links.map((link) => (
        <p key={words(link)} className="draft-region">
          <span>{words(link)}</span>
          <Button
            look="bare"
            aria-label={t('window.draft.dropLink', { link: words(link) })}
            onPress={() => edit({ links: links.filter((other) => other !== link) })}
          >
            <X size={13} aria-hidden />
          </Button>
        </p>
      ))}
      <div className="tag-row">
        <Button
          look="bare"
          isDisabled={frame === undefined}
          onPress={() => {
            if (frame !== undefined) add({ clip: review.clip, frame })
          }}
        >
          {t('window.draft.addFrame')}
        </Button>
        <Button
          look="bare"
          isDisabled={!chosen}
          onPress={() => {
            if (chosen) add({ annotation: chosen.annotation.id })
          }}
        >
          {t('window.draft.addEntry')}
        </Button>
      </div>
    </div>
  )
}
