/** The part of the browser's Trusted Types that is used here; TypeScript's own library does not know them yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown
}

const trustedTypes = Reflect.get(window, 'trustedTypes') as TrustedTypes | undefined

/**
 * Imported first by every page. The policy of the window takes no text where markup or code would come of it; the one
 * thing let through is the address of a worker among the program's own files.
 */
trustedTypes?.createPolicy('default', {
  createScriptURL: (url) => {
    if (/^app:\/\/ui\/assets\/[\w.-]+\.js$/.test(new URL(url, location.href).href)) return url
    throw new TypeError('not a script of this program')
  },
})
