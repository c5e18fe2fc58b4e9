import './quiet-video-js.ts'
import videojs from 'video.js/core.es.js'

/** What the video surface tells its owner. */
export interface VideoEvents {
  /** A picture went to the compositor; `mediaTime` is its own time in seconds. */
  presented(mediaTime: number): void
  ended(): void
  failed(message: string): void
}

/** The element that plays with sound. Its clock is never evidence: it only says which picture it presented. */
export interface VideoSurface {
  readonly element: HTMLElement
  /** The media element in it. */
  readonly video: HTMLVideoElement
  /** `mediaType` as the case file names it. */
  load(url: string, mediaType: string): void
  /** False while the clip cannot be played by it at all. */
  playable(): boolean
  /** Plays from a time in seconds; resolves false when the browser refuses. */
  play(from: number): Promise<boolean>
  pause(): void
  setRate(rate: number): void
  setVolume(volume: number): void
  setMuted(muted: boolean): void
  destroy(): void
}

export function makeVideoSurface(host: HTMLElement, events: VideoEvents): VideoSurface {
  const video = host.ownerDocument.createElement('video')
  video.playsInline = true
  host.append(video)
  const player = videojs(video, {
    controls: false,
    preload: 'auto',
    fill: true,
    bigPlayButton: false,
    loadingSpinner: false,
    errorDisplay: false,
    textTrackSettings: false,
    // Its own captions, keys and clicks stay off: the window has one of each.
    html5: { nativeTextTracks: true },
    userActions: { click: false, doubleClick: false, hotkeys: false },
  })
  // video.js leaves this to its own style sheet, of which nothing is used here. After it has wrapped the element:
  // it copies attributes, and a copied style attribute is refused by the window's policy.
  Object.assign(video.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    objectFit: 'fill',
  })
  let destroyed = false
  const follow = (): void => {
    video.requestVideoFrameCallback((_now, { mediaTime }) => {
      if (destroyed) return
      events.presented(mediaTime)
      follow()
    })
  }
  follow()
  player.on('ended', () => events.ended())
  player.on('error', () => events.failed(video.error?.message ?? 'unknown'))

  return {
    element: player.el() as HTMLElement,
    video,
    load: (url, mediaType) => player.src({ src: url, type: videoType(mediaType) }),
    playable: () => video.error === null && player.error() === null,
    async play(from) {
      video.currentTime = from
      try {
        await video.play()
        return true
      } catch (error) {
        // Refused by the browser or overtaken by a pause: either way it does not play.
        if (error instanceof DOMException) return false
        throw error
      }
    },
    pause: () => video.pause(),
    setRate(rate) {
      video.playbackRate = rate
    },
    setVolume(volume) {
      video.volume = volume
    },
    setMuted(muted) {
      video.muted = muted
    },
    destroy() {
      destroyed = true
      player.dispose()
    },
  }
}

/** QuickTime and Matroska are played by Chromium's MP4 and WebM readers, if they are called so. */
function videoType(mediaType: string): string {
  if (mediaType === 'video/quicktime' || mediaType === 'video/x-m4v') return 'video/mp4'
  return mediaType === 'video/x-matroska' ? 'video/webm' : mediaType
}
