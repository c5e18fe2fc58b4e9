/** What the file says of itself, in its information dictionary and its XMP packet alike. */
export interface ReportMetadata {
  readonly title: string
  readonly description: string
  readonly creator: string
  readonly language: string
  readonly createdAt: Date
  readonly contentSha256: string
  readonly number: string
  readonly manifestSha256: string
}

const namespace = 'urn:asservat:ns:1#'
const spaces = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  pdf: 'http://ns.adobe.com/pdf/1.3/',
  av: namespace,
}
const extensionSpaces = {
  pdfaExtension: 'http://www.aiim.org/pdfa/ns/extension/',
  pdfaSchema: 'http://www.aiim.org/pdfa/ns/schema#',
  pdfaProperty: 'http://www.aiim.org/pdfa/ns/property#',
}

/** The XMP packet (ISO 16684-1). It makes no claim to PDF/A: that is for a validator to find. */
export function xmpPacket(metadata: ReportMetadata, producer: string): string {
  const created = `${metadata.createdAt.toISOString().slice(0, 19)}Z`
  const fields = [
    `<dc:format>application/pdf</dc:format>`,
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(metadata.title)}</rdf:li></rdf:Alt></dc:title>`,
    `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escaped(metadata.description)}</rdf:li></rdf:Alt></dc:description>`,
    `<dc:creator><rdf:Seq><rdf:li>${escaped(metadata.creator)}</rdf:li></rdf:Seq></dc:creator>`,
    `<dc:language><rdf:Bag><rdf:li>${metadata.language}</rdf:li></rdf:Bag></dc:language>`,
    `<xmp:CreateDate>${created}</xmp:CreateDate><xmp:ModifyDate>${created}</xmp:ModifyDate>`,
    `<xmp:MetadataDate>${created}</xmp:MetadataDate><xmp:CreatorTool>${escaped(producer)}</xmp:CreatorTool>`,
    `<pdf:Producer>${escaped(producer)}</pdf:Producer>`,
    `<av:number>${escaped(metadata.number)}</av:number><av:contentSha256>${metadata.contentSha256}</av:contentSha256>`,
    `<av:manifestSha256>${metadata.manifestSha256}</av:manifestSha256>`,
  ]
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
${described(spaces, fields)}
${described(extensionSpaces, [extensionSchema()])}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}

function described(prefixes: Readonly<Record<string, string>>, fields: readonly string[]): string {
  const declared = Object.entries(prefixes).map(([prefix, address]) => `xmlns:${prefix}="${address}"`)
  return `<rdf:Description rdf:about="" ${declared.join(' ')}>\n${fields.join('\n')}\n</rdf:Description>`
}

const ownProperties = {
  number: 'Number of the report',
  contentSha256: 'SHA-256 of the attached content.json',
  manifestSha256: 'SHA-256 of the manifest of the bundle reported on',
} as const

/** Own properties have to be described where a file wants to be archived (ISO 19005-3, 6.6.2.3). */
function extensionSchema(): string {
  const properties = Object.entries(ownProperties).map(([name, description]) => {
    const type = '<pdfaProperty:valueType>Text</pdfaProperty:valueType>'
    const rest = `<pdfaProperty:category>external</pdfaProperty:category>${type}`
    const said = `<pdfaProperty:description>${description}</pdfaProperty:description>`
    return `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name>${rest}${said}</rdf:li>`
  })
  const about = `<pdfaSchema:schema>Review report</pdfaSchema:schema><pdfaSchema:namespaceURI>${namespace}</pdfaSchema:namespaceURI>`
  const list = `<pdfaSchema:property><rdf:Seq>${properties.join('')}</rdf:Seq></pdfaSchema:property>`
  const schema = `<rdf:li rdf:parseType="Resource">${about}<pdfaSchema:prefix>av</pdfaSchema:prefix>${list}</rdf:li>`
  return `<pdfaExtension:schemas><rdf:Bag>${schema}</rdf:Bag></pdfaExtension:schemas>`
}

function escaped(text: string): string {
  // Control characters have no place in XML 1.0, whatever a case file brings.
  const clean = [...text].filter((character) => character >= ' ' || character === '\n').join('')
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
