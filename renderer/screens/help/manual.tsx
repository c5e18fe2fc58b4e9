import './manual.css'
import { type ReactNode, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { SearchBox } from '../../ui/field.tsx'
import { ManualDesk } from './manual-desk.ts'
import { ManualPage } from './manual-page.tsx'
import { type Chapter, type ChapterId, parseManual, plainText } from './manual-text.ts'
import { verdictTexts } from './verdict-list.tsx'

const files = import.meta.glob<string>('../../../resources/manual/user.*.md', {
  eager: true,
  import: 'default',
  query: '?raw',
})

/** The manual in a language; in English where a language has none of its own. */
function chaptersIn(language: string): readonly Chapter[] {
  const named = (tag: string): string | undefined =>
    Object.entries(files).find(([path]) => path.endsWith(`user.${tag}.md`))?.[1]
  return parseManual(named(language) ?? named('en') ?? '')
}

interface ManualProps {
  readonly first: ChapterId
  readonly close: () => void
}

/** The manual over the whole window: chapters at the left, found by any word in them, the chosen one beside it. */
export function Manual({ first, close }: ManualProps): ReactNode {
  const { t, i18n } = useTranslation()
  const [selected, setSelected] = useState<ChapterId>(first)
  const [search, setSearch] = useState('')
  const words = search.toLocaleLowerCase(i18n.language).split(/\s+/).filter(Boolean)
  const chapters = chaptersIn(i18n.language)
  const found = chapters.filter((chapter) => {
    const text = plainText(chapter, (id) => t(`command.${id}`)) + moreText(chapter.id)
    const whole = text.toLocaleLowerCase(i18n.language)
    return words.every((word) => whole.includes(word))
  })
  const shown = found.find(({ id }) => id === selected) ?? found[0]
  return (
    <Dialog title={t('window.manual.title')} closeLabel={t('window.close')} onClose={close} width="whole">
      <ManualDesk value={setSelected}>
        <div className="manual">
          <div className="manual-side">
            <SearchBox label={t('window.manual.search')} value={search} onChange={setSearch} />
            <p className="unseen" role="status">
              {words.length === 0 ? '' : t('window.manual.found', { count: found.length })}
            </p>
            {found.length === 0 ? <p className="manual-none">{t('window.manual.none')}</p> : null}
          </div>
          {shown === undefined ? null : (
            <Tabs
              className="manual-tabs"
              orientation="vertical"
              selectedKey={shown.id}
              onSelectionChange={(key) => {
                const next = found.find(({ id }) => id === key)
                if (next) setSelected(next.id)
              }}
            >
              <TabList className="manual-chapters" aria-label={t('window.manual.chapters')}>
                {found.map(({ id, title }) => (
                  <Tab key={id} id={id} className="settings-tab">
                    {title}
                  </Tab>
                ))}
              </TabList>
              {found.map((chapter) => (
                <TabPanel key={chapter.id} id={chapter.id} className="manual-page">
                  <ManualPage chapter={chapter} words={words} />
                </TabPanel>
              ))}
            </Tabs>
          )}
        </div>
      </ManualDesk>
    </Dialog>
  )

  /** What two chapters take from the program itself can be found as well. */
  function moreText(id: ChapterId): string {
    return id === 'verdicts' ? verdictTexts(t).join(' ') : ''
  }
}
