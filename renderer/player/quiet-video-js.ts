declare global {
  var VIDEOJS_NO_DYNAMIC_STYLE: boolean | undefined
}

// Read by video.js when it is imported: the window's policy refuses style elements made by script.
globalThis.VIDEOJS_NO_DYNAMIC_STYLE = true

export {}
