/** `system` follows the system's setting while the window is open. */
export type Theme = 'dark' | 'light' | 'system'

export const themes: readonly Theme[] = ['dark', 'light', 'system']
const key = 'asservat.theme'

/** The theme chosen on this workstation; dark is kinder to pictures taken at night. */
export function readTheme(): Theme {
  const stored = localStorage.getItem(key)
  return themes.find((theme) => theme === stored) ?? 'dark'
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(key, theme)
  showTheme(theme)
}
