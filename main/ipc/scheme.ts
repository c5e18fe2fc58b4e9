import { readOwnPage } from '../disk/own-pages.ts'
import { contentSecurityPolicy, type Serve } from '../lockdown.ts'
import { pagePolicy } from '../report/page-policy.ts'
import { takePageToPrint } from './print-page.ts'

/** What of the open case may be asked for: clips, captions, and photos and sounds among its files. */
export type EvidenceKind = 'clip' | 'caption' | 'file'

/** Serves bytes of the open case, nothing else. */
export type ServeEvidence = (request: Request, kind: EvidenceKind, number: number) => Promise<Response>

const kinds: Readonly<Record<string, EvidenceKind>> = { clip: 'clip', caption: 'caption', file: 'file' }

/** Everything that stands under app://ui: the program's pages, one page to print, and verified evidence. */
export function serveScheme(folder: string, evidence: ServeEvidence): Serve {
  return async (request) => {
    const path = new URL(request.url).pathname
    const asked = /^\/(clip|caption|file)\/([1-9]\d{0,5})$/.exec(path)
    if (asked) return evidence(request, kinds[asked[1] ?? ''] ?? 'clip', Number(asked[2]))
    const printed = /^\/print\/(\d+)$/.exec(path)
    if (printed) return pageToPrint(printed[1] ?? '')
    return ownPage(folder, path)
  }
}

async function ownPage(folder: string, path: string): Promise<Response> {
  const page = await readOwnPage(folder, path)
  if (!page) return new Response(null, { status: 404 })
  return new Response(page.bytes, {
    headers: {
      'content-type': page.type,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}

/** A report is styled from within and holds pictures as data; it runs nothing and loads nothing. */
function pageToPrint(name: string): Response {
  const html = takePageToPrint(name)
  if (html === undefined) return new Response(null, { status: 404 })
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy(html),
      'x-content-type-options': 'nosniff',
    },
  })
}
