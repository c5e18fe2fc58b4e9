import { useEffect, useMemo, useState } from 'react'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { type KeyPictures, makeKeyPictures } from '../../player/key-pictures.ts'
import { keyFramesOf } from './key-frames.ts'
import { useReviewModel } from './review-model.ts'
import { holdWhileStepping } from './use-sound.ts'

/** The clip's key frames and their small pictures; the number grows whenever one has arrived. */
export interface KeyDesk {
  readonly keys: readonly number[]
  readonly pictures: KeyPictures | undefined
  readonly arrived: number
}

/** One desk a clip, for the lane and for the preview alike. */
export function useKeyPictures(clip: ClipFacts | undefined, table: FrameTable): KeyDesk {
  const { player } = useReviewModel()
  const keys = useMemo(() => keyFramesOf(table), [table])
  const [arrived, setArrived] = useState(0)
  const { number, size, sha256 } = clip ?? { number: 0, size: 0, sha256: '' }
  // Nothing is begun before the first wish, so making it costs nothing.
  const pictures = useMemo(
    () => (sha256 === '' ? undefined : makeKeyPictures({ number, size, sha256 }, table)),
    [number, size, sha256, table],
  )
  useEffect(() => {
    if (!player || !pictures) return undefined
    const end = pictures.subscribe(() => setArrived((count) => count + 1))
    const release = holdWhileStepping(player, (held) => pictures.hold(held))
    return () => {
      end()
      release()
      pictures.close()
    }
  }, [player, pictures])
  return { keys, pictures, arrived }
}
