import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languageNames } from '../../phrases.ts'
import { themes } from '../../theme.ts'
import { Choice } from '../../ui/choice.tsx'
import { AccessRetentionChoice } from '../access/access-retention.tsx'
import type { SectionProps } from './section.ts'

/** How the window speaks and looks on this workstation. */
export function GeneralSection({ workstation, desk, theme, wear }: SectionProps): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <div className="settings-fields">
      <Choice
        labelled
        label={t('window.settings.general.language')}
        value={i18n.language}
        options={languageNames().map(({ tag, name }) => ({ value: tag, label: name }))}
        onChange={desk.setLanguage}
      />
      <Choice
        labelled
        label={t('window.settings.general.theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`window.theme.${value}`) }))}
        onChange={wear}
      />
      <AccessRetentionChoice workstation={workstation} />
      <p className="settings-note">{t('window.settings.general.note')}</p>
    </div>
  )
}
