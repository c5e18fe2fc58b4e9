import type { Failure } from '../../../main/core/failure.ts'
import type { StillView } from '../../../preload/contract/stage.ts'

/** The one dialog that stands over the review screen, if any. */
export type ReviewDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'sealDetails' }
  | { readonly kind: 'goTo' }
  | { readonly kind: 'present' }
  | { readonly kind: 'passport'; readonly frame: number }
  | { readonly kind: 'findPassport' }
  | { readonly kind: 'clock'; readonly clip?: number }
  | { readonly kind: 'sound'; readonly clip: number }
  | { readonly kind: 'stillSaved'; readonly still: StillView }
  | { readonly kind: 'accessLog' }
  | { readonly kind: 'exchange' }
  | { readonly kind: 'withdraw'; readonly entry: number }
  | { readonly kind: 'trouble'; readonly failure: Failure }
