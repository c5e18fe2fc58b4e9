import './slider.css'
import type { ReactNode } from 'react'
import { Label, Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step?: number
  /** The value as people read it. */
  readonly words: string
  readonly onChange: (value: number) => void
}

/** A number between two others; arrows, Page keys, Home and End move it. */
export function Slider({ label, value, least, most, step = 1, words, onChange }: SliderProps): ReactNode {
  return (
    <AriaSlider
      className="slider"
      value={value}
      minValue={least}
      maxValue={most}
      step={step}
      onChange={(next) => onChange(typeof next === 'number' ? next : (next[0] ?? value))}
    >
      <Label className="slider-label">{label}</Label>
      <SliderOutput className="slider-value digits">{words}</SliderOutput>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </AriaSlider>
  )
}
