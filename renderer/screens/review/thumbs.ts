/** A small picture of a clip for lists, from bytes that were verified like all others. No evidence: no frame number is claimed. */
export interface Thumb {
  readonly picture: string
  /** Length by the media element's clock, for orientation. */
  readonly seconds: number
}

const width = 184
const limit = 8000
const made = new Map<string, Promise<Thumb | undefined>>()
let last: Promise<unknown> = Promise.resolve()

/** One at a time, each once: the picture on stage has first claim on the disk. */
export function thumbOf(number: number, sha256: string): Promise<Thumb | undefined> {
  const known = made.get(sha256)
  if (known) return known
  const thumb = last.then(() => capture(`/clip/${number}`))
  last = thumb
  made.set(sha256, thumb)
  return thumb
}

async function capture(address: string): Promise<Thumb | undefined> {
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'auto'
  video.src = address
  try {
    await happened(video, 'loadeddata')
    if (Number.isFinite(video.duration) && video.duration > 0.4) {
      video.currentTime = Math.min(2, video.duration / 3)
      await happened(video, 'seeked')
    }
    return { picture: drawn(video), seconds: video.duration }
  } catch {
    // A clip that gives no picture is shown with a sign in its place; why, the stage says when it is opened.
    return undefined
  } finally {
    video.removeAttribute('src')
    video.load()
  }
}

function happened(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = setTimeout(() => reject(new Error(event)), limit)
    video.addEventListener('error', () => reject(new Error('media')), { once: true })
    video.addEventListener(
      event,
      () => {
        clearTimeout(stop)
        resolve()
      },
      { once: true },
    )
  })
}

function drawn(video: HTMLVideoElement): string {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = Math.max(1, Math.round((width * video.videoHeight) / Math.max(1, video.videoWidth)))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.drawImage(video, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.82)
}
