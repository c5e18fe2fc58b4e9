/** The part of the library that tests use. */
declare module 'jsonld' {
  interface RdfOptions {
    readonly documentLoader: (
      address: string,
    ) => Promise<{ readonly documentUrl: string; readonly document: unknown }>
    readonly safe: boolean
    readonly format?: string
  }
  const jsonld: { toRDF(document: object, options: RdfOptions): Promise<unknown> }
  export default jsonld
}
