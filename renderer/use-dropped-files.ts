import { useEffect } from 'react'
import type { Bridge } from '../preload/contract/workstation.ts'

/** A file that is dropped anywhere on the window is judged; what has a use of its own for it comes first. */
export function useDroppedFiles(workstation: Pick<Bridge, 'pathOf'>, verify: (path: string) => void): void {
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      const [file] = event.dataTransfer?.files ?? []
      if (!file || event.defaultPrevented) return
      event.preventDefault()
      const path = workstation.pathOf(file)
      if (path !== '') verify(path)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [workstation, verify])
}
