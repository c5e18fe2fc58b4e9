/** Decoded pictures by frame, within a bound of bytes. What it lets go it closes. */
export class FrameCache {
  private readonly pictures = new Map<number, VideoFrame>()
  private bytes = 0
  private readonly limit: number
  /** Pictures that are let go only when there are no others. */
  dear: (frame: number) => boolean = () => false

  constructor(limit: number) {
    this.limit = limit
  }

  get(frame: number): VideoFrame | undefined {
    return this.pictures.get(frame)
  }

  has(frame: number): boolean {
    return this.pictures.has(frame)
  }

  /** Keeps the picture unless it is farther from `centre` than all that fit. */
  put(frame: number, picture: VideoFrame, centre: number): void {
    if (this.pictures.has(frame)) {
      picture.close()
      return
    }
    this.pictures.set(frame, picture)
    this.bytes += sizeOf(picture)
    while (this.bytes > this.limit && this.pictures.size > 1) this.drop(this.farthest(centre))
  }

  /** How many pictures of this size fit. */
  room(width: number, height: number): number {
    return Math.max(1, Math.floor(this.limit / (width * height * 1.5)))
  }

  get size(): number {
    return this.pictures.size
  }

  get heldBytes(): number {
    return this.bytes
  }

  clear(): void {
    // Deleting the entry a walk stands on is sound in a Map.
    for (const frame of this.pictures.keys()) this.drop(frame)
  }

  private farthest(centre: number): number {
    const all = [...this.pictures.keys()]
    const cheap = all.filter((frame) => !this.dear(frame))
    let worst = centre
    for (const frame of cheap.length > 0 ? cheap : all)
      if (Math.abs(frame - centre) >= Math.abs(worst - centre)) worst = frame
    return worst
  }

  private drop(frame: number): void {
    const picture = this.pictures.get(frame)
    if (!picture) return
    this.bytes -= sizeOf(picture)
    this.pictures.delete(frame)
    picture.close()
  }
}

/** What a picture really holds: planes, not the RGBA it is drawn as. */
function sizeOf(picture: VideoFrame): number {
  return picture.format === null ? picture.codedWidth * picture.codedHeight * 4 : picture.allocationSize()
}
