import './category-badge.css'
import { createElement, type ReactNode } from 'react'
import { categoryIcon, categoryTone } from './categories.ts'

interface CategoryBadgeProps {
  readonly category: string
  readonly small?: boolean
}

/** Sign and colour of a category; its word stands beside it. */
export function CategoryBadge({ category, small = false }: CategoryBadgeProps): ReactNode {
  return (
    <span className="category-badge" data-tone={categoryTone(category)} data-small={small} aria-hidden>
      {createElement(categoryIcon(category), { size: small ? 11 : 13, strokeWidth: 2.2 })}
    </span>
  )
}
