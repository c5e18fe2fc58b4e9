import { app, dialog, protocol, session, type Session, type WebContents } from 'electron'

/** Serves what the window may see; everything else is refused before it gets here. */
export type Serve = (request: Request) => Promise<Response>

/** React Aria puts two constant style elements into the page, for presses and, on touch screens, for open dialogs. */
const reactAriaStyles =
  "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=' 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='"

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${reactAriaStyles}`,
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  // Nothing becomes markup or code out of a text; the one policy knows the program's own workers.
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ')

/** Switches that Chromium reads once, before it is ready. */
export function lockProcess(): void {
  const line = app.commandLine
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'disable-breakpad',
  ]) {
    line.appendSwitch(name)
  }
  line.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp')
  // These two are needed by measurement: without them a hostile page still leaked DNS queries and mDNS.
  line.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  line.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns')
  // A packaged program must not open its window to another process (fuses do not cover this switch).
  if (app.isPackaged)
    for (const name of ['remote-debugging-port', 'remote-debugging-pipe']) line.removeSwitch(name)
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true } },
  ])
  app.on('session-created', stopSpelling)
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
}

/** Ends the program before Chromium is ready: no window, no port, no page. The exit code is that of wrong words. */
export function refuseSwitch(sentence: string): void {
  // Before 'ready' this is a message box on Windows and macOS, and a line of standard error on Linux.
  dialog.showErrorBox('Asservat', sentence)
  app.exit(3)
}

/**
 * A new session asks Google for a dictionary, whether words are checked or not, before `lockSession` has its turn:
 * without languages there is nothing to ask for, and what is asked all the same is asked of ourselves.
 */
function stopSpelling(made: Session): void {
  made.setSpellCheckerLanguages([])
  made.setSpellCheckerDictionaryDownloadURL('app://ui/no-dictionary/')
  made.setSpellCheckerEnabled(false)
}

/** Closes the session to every scheme but our own, and to every permission. */
export async function lockSession(serve: Serve): Promise<void> {
  const locked: Session = session.defaultSession
  locked.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  locked.setPermissionCheckHandler(() => false)
  locked.setDevicePermissionHandler(() => false)
  locked.on('will-download', (event) => event.preventDefault())
  locked.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !/^(app|data|blob|devtools):/.test(details.url) }),
  )
  locked.enableNetworkEmulation({ offline: true })
  locked.protocol.handle('app', (request) => guarded(request, serve))
  await locked.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:9',
    proxyBypassRules: '<-loopback>',
  })
}

async function guarded(request: Request, serve: Serve): Promise<Response> {
  const url = new URL(request.url)
  if (url.host !== 'ui' || (request.method !== 'GET' && request.method !== 'HEAD')) {
    return new Response(null, { status: 405 })
  }
  return serve(request)
}

function lockContents(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => event.preventDefault())
}
