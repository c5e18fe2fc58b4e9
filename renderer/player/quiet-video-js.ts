// Read by video.js when it is imported: the window's policy refuses style elements made by script.
Reflect.set(globalThis, 'VIDEOJS_NO_DYNAMIC_STYLE', true)
