import Link2 from 'lucide-react/icons/link-2'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link } from '../../../main/core/annotation/details.ts'
import { frameText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Note } from './notes.ts'
import { useReviewModel } from './review-model.ts'

/** Who is meant, tags, a norm, and the mark of a note that never leaves. */
export function NoteLabels({ note }: { readonly note: Note }): ReactNode {
  const { t } = useTranslation()
  const { details } = note.annotation
  if (!details && !note.personal) return null
  return (
    <span className="note-labels">
      {note.personal ? <Chip tone="caution">{t('window.notes.personal')}</Chip> : null}
      {details?.person ? (
        <Chip>
          {t('window.notes.person', {
            label: details.person.label,
            category: t(`person.${details.person.category}`),
          })}
        </Chip>
      ) : null}
      {details?.tags.map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
      {details?.legal ? <Chip>{details.legal}</Chip> : null}
    </span>
  )
}

/** Passages that belong to this one, each a way to get there. */
export function NoteLinks({ note }: { readonly note: Note }): ReactNode {
  const links = note.annotation.details?.links ?? []
  if (links.length === 0) return null
  return (
    <div className="note-links">
      {links.map((link) => (
        <LinkButton key={'clip' in link ? `${link.clip} ${link.frame}` : link.annotation} link={link} />
      ))}
    </div>
  )
}

function LinkButton({ link }: { readonly link: Link }): ReactNode {
  const { t } = useTranslation()
  const { acts, notes, view } = useReviewModel()
  if ('clip' in link) {
    const clip = view.bundle.case?.clips.find(({ path }) => path === link.clip)
    return (
      <Button
        look="bare"
        isDisabled={!clip}
        onPress={() => {
          if (clip) acts.goTo(link.frame, clip.number)
        }}
      >
        <Link2 size={13} aria-hidden />
        {t('window.notes.linkFrame', { clip: clip?.originalName ?? link.clip, frame: frameText(link.frame) })}
      </Button>
    )
  }
  const other = notes.find(({ annotation }) => annotation.id === link.annotation)
  return (
    <Button
      look="bare"
      isDisabled={!other}
      onPress={() => {
        if (other) acts.select(other)
      }}
    >
      <Link2 size={13} aria-hidden />
      {other ? t('window.draft.linkEntry', { entry: other.entry.seq }) : t('window.notes.linkGone')}
    </Button>
  )
}
