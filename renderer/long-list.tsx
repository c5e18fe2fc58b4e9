import './long-list.css'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

interface LongListProps<T> {
  readonly label: string
  readonly items: readonly T[]
  readonly keyOf: (item: T) => number | string
  /** Height of a row before it was measured, in pixels. */
  readonly about: number
  /** Scrolled into view when it changes. */
  readonly chosen?: number | undefined
  readonly children: (item: T, index: number) => ReactNode
}

/** A list of any length inside a `.pane-scroll`: only the rows in view are drawn, all are counted for screen readers. */
export function LongList<T>({ label, items, keyOf, about, chosen, children }: LongListProps<T>): ReactNode {
  const list = useRef<HTMLUListElement>(null)
  const [margin, setMargin] = useState(0)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => list.current?.closest('.pane-scroll') ?? null,
    estimateSize: () => about,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item)
    },
    overscan: 6,
    scrollMargin: margin,
  })
  // What stands above the list in its pane may change its height with any change of the case.
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), [items])
  useEffect(() => {
    if (chosen !== undefined && chosen >= 0) rows.scrollToIndex(chosen, { align: 'auto' })
  }, [rows, chosen])
  return (
    <ul ref={list} className="long-list" aria-label={label} style={{ blockSize: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index]
        return item === undefined ? null : (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            style={{ translate: `0 ${start - margin}px` }}
          >
            {children(item, index)}
          </li>
        )
      })}
    </ul>
  )
}
