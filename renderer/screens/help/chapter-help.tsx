import CircleHelp from 'lucide-react/icons/circle-help'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button.tsx'
import { useManual } from './manual-desk.ts'
import type { ChapterId } from './manual-text.ts'

/** A question mark that opens the manual where it speaks of what is on screen. */
export function ChapterHelp({ chapter }: { readonly chapter: ChapterId }): ReactNode {
  const { t } = useTranslation()
  const open = useManual()
  return (
    <IconButton label={t('window.manual.here')} onPress={() => open(chapter)}>
      <CircleHelp size={16} aria-hidden />
    </IconButton>
  )
}
