/** Narrows nothing. */
export const allCategories = 'all'

/** What the list can be narrowed by besides the category; `all` narrows nothing. */
export interface MoreFilter {
  readonly kind: string
  readonly tag: string
  readonly person: string
  readonly author: string
}

export const noMore: MoreFilter = {
  kind: allCategories,
  tag: allCategories,
  person: allCategories,
  author: allCategories,
}
