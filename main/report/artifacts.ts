const pathStart = /(?:^|\s)(?:m|re)$/
const painting = /(?:^|\s)(?:f|F|f\*|S|s|B|B\*|b|b\*)$/
const clipping = /(?:^|\s)n$/

/**
 * The content stream with every painted path outside a tag marked as an artifact (ISO 32000-1, 14.8.2.2): rules,
 * borders and backgrounds are decoration. Written for what the printing engine makes: one operator a line.
 */
export function markArtifacts(content: string): string {
  const lines: string[] = []
  let path: string[] | undefined
  let tagged = 0
  for (const line of content.split('\n')) {
    if (/B[DM]C$/.test(line)) tagged++
    else if (line === 'EMC') tagged--
    if (path) path.push(line)
    else if (tagged === 0 && pathStart.test(line)) path = [line]
    else lines.push(line)
    if (path && painting.test(line)) lines.push('/Artifact BMC', ...path, 'EMC')
    else if (path && clipping.test(line)) lines.push(...path)
    else continue
    path = undefined
  }
  return [...lines, ...(path ?? [])].join('\n')
}
