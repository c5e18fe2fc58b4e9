/** Bytes of a chunk in clips that are changed after sealing: small, so that a flaw costs few frames. */
export const stageChunk = 1024
