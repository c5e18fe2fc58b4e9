/** What the window asks about itself. */
export interface WindowCalls {
  /** Enlarges or reduces the whole page by one step, 0 back to the design; answers the factor, 0.75 to 2. */
  zoomPage(request: { readonly step: -1 | 0 | 1 }): Promise<number>
}
