import './meter.css'
import type { CSSProperties, ReactNode } from 'react'

interface MeterProps {
  readonly label: string
  /** 0 to 1. */
  readonly share: number
  readonly words: string
  readonly tone?: 'proven' | 'broken'
}

/** How far something has come. */
export function Meter({ label, share, words, tone = 'proven' }: MeterProps): ReactNode {
  const percent = Math.min(100, Math.max(0, share * 100))
  return (
    <span
      className="meter"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
      aria-valuetext={words}
      data-tone={tone}
      style={{ '--share': `${percent}%` } as CSSProperties}
    />
  )
}
