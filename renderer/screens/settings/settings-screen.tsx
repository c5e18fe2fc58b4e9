import './settings-screen.css'
import { type ReactNode, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ChapterHelp } from '../help/chapter-help.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { SectionProps } from './section.ts'
import { sections } from './sections.ts'

interface SettingsScreenProps extends SectionProps {
  /** Section to show first; the first of the list when absent or unknown. */
  readonly first?: string
  readonly close: () => void
}

/** A sheet over the whole window: the list of sections at the left (arrow keys), the chosen one beside it. */
export function SettingsScreen({ first, close, ...props }: SettingsScreenProps): ReactNode {
  const { t } = useTranslation()
  const [selected, setSelected] = useState(sections.find(({ id }) => id === first)?.id ?? 'general')
  return (
    <Dialog
      title={t('window.settings.title')}
      closeLabel={t('window.close')}
      onClose={close}
      beside={<ChapterHelp chapter={selected === 'people' ? 'keys' : 'start'} />}
      width="whole"
    >
      <Tabs
        className="settings"
        orientation="vertical"
        selectedKey={selected}
        onSelectionChange={(key) => setSelected(String(key))}
      >
        <TabList className="settings-list" aria-label={t('window.settings.sections')}>
          {sections.map(({ id, title, icon: Icon }) => (
            <Tab key={id} id={id} className="settings-tab">
              <Icon size={15} aria-hidden />
              {t(title)}
            </Tab>
          ))}
        </TabList>
        {sections.map(({ id, title, Body }) => (
          <TabPanel key={id} id={id} className="settings-panel">
            <h3 className="settings-title">{t(title)}</h3>
            <Body {...props} />
          </TabPanel>
        ))}
      </Tabs>
    </Dialog>
  )
}
