import './tabs.css'
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'

export interface Sheet<T extends string> {
  readonly id: T
  readonly title: string
  readonly count?: string
  readonly content: ReactNode
}

interface SheetsProps<T extends string> {
  readonly label: string
  readonly sheets: readonly Sheet<T>[]
  readonly selected: T
  readonly onSelect: (id: T) => void
}

/** Sheets behind one another, chosen by their title. */
export function Sheets<T extends string>({ label, sheets, selected, onSelect }: SheetsProps<T>): ReactNode {
  return (
    <Tabs
      className="tabs"
      selectedKey={selected}
      onSelectionChange={(key) => {
        const sheet = sheets.find((candidate) => candidate.id === key)
        if (sheet) onSelect(sheet.id)
      }}
    >
      <TabList className="tab-list" aria-label={label}>
        {sheets.map((sheet) => (
          <Tab key={sheet.id} id={sheet.id} className="tab">
            {sheet.title}
            {sheet.count === undefined ? null : <span className="tab-count">{sheet.count}</span>}
          </Tab>
        ))}
      </TabList>
      {sheets.map((sheet) => (
        <TabPanel key={sheet.id} id={sheet.id} className="tab-panel">
          {sheet.content}
        </TabPanel>
      ))}
    </Tabs>
  )
}
