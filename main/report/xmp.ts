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
  const spaces = Object.entries({
    dc: 'http://purl.org/dc/elements/1.1/',
    xmp: 'http://ns.adobe.com/xap/1.0/',
    pdf: 'http://ns.adobe.com/pdf/1.3/',
    av: 'urn:asservat:ns:1#',
  }).map(([prefix, address]) => `xmlns:${prefix}="${address}"`)
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" ${spaces.join(' ')}>
${fields.join('\n')}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}

function escaped(text: string): string {
  // Control characters have no place in XML 1.0, whatever a case file brings.
  const clean = [...text].filter((character) => character >= ' ' || character === '\n').join('')
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
