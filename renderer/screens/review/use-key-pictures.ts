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
  const [pictures, setPictures] = useState<KeyPictures>()
  const [arrived, setArrived] = useState(0)
  const { number, size, sha256 } = clip ?? { number: 0, size: 0, sha256: '' }
  useEffect(() => {
    if (!player || sha256 === '') return undefined
    const made = makeKeyPictures({ number, size, sha256 }, table)
    const end = made.subscribe(() => setArrived((count) => count + 1))
    const release = holdWhileStepping(player, (held) => made.hold(held))
    setPictures(made)
    return () => {
      end()
      release()
      made.close()
      setPictures(undefined)
    }
  }, [player, number, size, sha256, table])
  return { keys, pictures, arrived }
}
