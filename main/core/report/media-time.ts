import type { TimeBase } from '../clip/frame-table.ts'

/** `HH:MM:SS.mmm` of a tick, cut and never rounded up: a rounded time could name the next frame. */
export function mediaTime(ticks: number, timeBase: TimeBase): string {
  const milliseconds = divide(BigInt(ticks) * BigInt(timeBase.num) * 1000n, BigInt(timeBase.den))
  const sign = milliseconds < 0n ? '-' : ''
  const total = milliseconds < 0n ? -milliseconds : milliseconds
  const pad = (value: bigint, digits: number) => String(value).padStart(digits, '0')
  const [hours, minutes] = [total / 3_600_000n, (total / 60_000n) % 60n]
  return `${sign}${pad(hours, 2)}:${pad(minutes, 2)}:${pad((total / 1000n) % 60n, 2)}.${pad(total % 1000n, 3)}`
}

/** Seconds with six decimals, rounded up: a player that seeks there has reached the frame, not the one before. */
export function secondsUp(ticks: number, timeBase: TimeBase): string {
  const micros = -divide(-(BigInt(ticks) * BigInt(timeBase.num) * 1_000_000n), BigInt(timeBase.den))
  const sign = micros < 0n ? '-' : ''
  const total = micros < 0n ? -micros : micros
  return `${sign}${total / 1_000_000n}.${String(total % 1_000_000n).padStart(6, '0')}`
}

/** Milliseconds, rounded up, for cue times. */
export function millisecondsUp(ticks: number, timeBase: TimeBase): number {
  return Number(-divide(-(BigInt(ticks) * BigInt(timeBase.num) * 1000n), BigInt(timeBase.den)))
}

/** Quotient towards minus infinity. */
function divide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}
