import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Theme, themes } from '../../theme.ts'
import { Choice } from '../../ui/choice.tsx'
import type { Desk } from '../../use-session.ts'

interface SettingsProps {
  readonly desk: Desk
  readonly theme: Theme
  readonly wear: (theme: Theme) => void
}

/** How the window speaks and looks on this workstation. */
export function Settings({ desk, theme, wear }: SettingsProps): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <>
      <Choice
        labelled
        label={t('window.settings.language')}
        value={i18n.language === 'de' ? 'de' : 'en'}
        options={[
          { value: 'de', label: t('window.language.de') },
          { value: 'en', label: t('window.language.en') },
        ]}
        onChange={desk.setLanguage}
      />
      <Choice
        labelled
        label={t('window.settings.theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`window.theme.${value}`) }))}
        onChange={wear}
      />
      <p>{t('window.settings.note')}</p>
    </>
  )
}
