import './own-scripts.ts'
import '@fontsource-variable/inter/wght.css'
import '@fontsource/ibm-plex-mono/latin-400.css'
import '@fontsource/ibm-plex-mono/latin-500.css'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Bridge } from '../preload/contract/workstation.ts'
import { App } from './app.tsx'
import { startPhrases } from './phrases.ts'
import { readTheme, showTheme } from './theme.ts'

declare global {
  interface Window {
    readonly workstation: Bridge
  }
}

const start = await window.workstation.start()
await startPhrases(start.language)
showTheme(readTheme())

const place = document.getElementById('window')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App workstation={window.workstation} start={start} />
    </StrictMode>,
  )
}
