import type { Page } from 'playwright-core'

/** Texts that are cut off sideways without a way to read them whole, by their element and their words. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const hasWords = (element: Element): boolean =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      )
    const clipper = (element: Element): Element | null => {
      for (let above = element.parentElement; above; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== 'visible') return above
      }
      return null
    }
    /** Shortened by an ellipsis with the whole text as a title: that can be read. */
    const isTold = (element: Element): boolean => element.closest('[title]') !== null
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!hasWords(element) || !element.checkVisibility({ visibilityProperty: true })) continue
      if (element.closest('.unseen, [aria-hidden="true"], svg') || isTold(element)) continue
      const box = element.getBoundingClientRect()
      if (box.width < 2 || box.height < 2) continue
      const limits = (clipper(element) ?? document.documentElement).getBoundingClientRect()
      const outside = box.right > limits.right + 1 || box.left < limits.left - 1 || box.right > innerWidth + 1
      const inside =
        getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
      if (outside || inside)
        found.push(`${element.tagName}.${element.className}: ${element.textContent?.slice(0, 60)}`)
    }
    return found
  })
}
