// The core build comes without types of its own; it is the same program less the streaming engines.
declare module 'video.js/core.es.js' {
  export { default } from 'video.js'
}
