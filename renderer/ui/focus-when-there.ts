/** For the one field of a dialog: the dialog takes the focus for itself first, its field in the next frame. */
export function focusWhenThere(element: HTMLElement | null): void {
  if (element) requestAnimationFrame(() => element.focus())
}
