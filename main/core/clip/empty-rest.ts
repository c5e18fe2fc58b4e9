import type { ByteSource } from '../bytes.ts'

/** Whether what is left of a file is room that its recorder never filled, or too little to hold anything. */
export async function isEmptyRest(source: ByteSource, from: number): Promise<boolean> {
  const rest = await source.read(from, Math.min(4096, source.size - from))
  return rest.length < 12 || rest.every((byte) => byte === 0)
}
