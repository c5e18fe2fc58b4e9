/** A camera worn on the chest: where it is and where it looks, in metres and radians. */
export interface Pose {
  readonly x: number
  readonly y: number
  readonly z: number
  readonly yaw: number
  readonly pitch: number
}

/** A picture in linear light, row by row, with the depth of each point. */
export interface Canvas {
  readonly width: number
  readonly height: number
  readonly light: Float32Array
  readonly depth: Float32Array
}

export function makeCanvas(width: number, height: number): Canvas {
  return {
    width,
    height,
    light: new Float32Array(width * height * 3),
    depth: new Float32Array(width * height),
  }
}

/** How strongly the wide lens bends: straight lines bow outwards at the rim. */
const bend = 0.32
const focal = 0.62

/** Slopes of the ray through each point of a picture, in the camera's own axes. */
export function lensSlopes(width: number, height: number): Float32Array {
  const slopes = new Float32Array(width * height * 2)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 2) {
      const [u, v] = [(x + 0.5 - width / 2) / width, (height / 2 - y - 0.5) / width]
      const stretch = (1 + bend * (u * u + v * v) * 4) / focal
      slopes[at] = u * stretch
      slopes[at + 1] = v * stretch
    }
  }
  return slopes
}

/** A direction of the camera's axes in those of the world. */
export function turned({ yaw, pitch }: Pose, x: number, y: number, z: number): [number, number, number] {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)]
  const [up, ahead] = [y * cp + z * sp, z * cp - y * sp]
  return [x * cy + ahead * sy, up, ahead * cy - x * sy]
}

/** Column, row and depth of a point of the world, or undefined behind the camera. The lens is bent back in three steps. */
export function project(
  { width, height }: Canvas,
  pose: Pose,
  [px, py, pz]: readonly [number, number, number],
): readonly [number, number, number] | undefined {
  const [cy, sy, cp, sp] = [
    Math.cos(pose.yaw),
    Math.sin(pose.yaw),
    Math.cos(pose.pitch),
    Math.sin(pose.pitch),
  ]
  const [dx, dy, dz] = [px - pose.x, py - pose.y, pz - pose.z]
  const ahead = dx * sy + dz * cy
  const [x, y, z] = [dx * cy - dz * sy, dy * cp - ahead * sp, ahead * cp + dy * sp]
  if (z < 0.3) return undefined
  let [u, v] = [(x / z) * focal, (y / z) * focal]
  const [straightU, straightV] = [u, v]
  for (let i = 0; i < 3; i++) {
    const stretch = 1 + bend * (u * u + v * v) * 4
    u = straightU / stretch
    v = straightV / stretch
  }
  return [(u + 0.5) * width, height / 2 - v * width, z]
}

/** A repeatable number from 0 to 1 for a place. */
export function noiseAt(a: number, b: number, c = 0): number {
  let hash = Math.imul(a | 0, 374761393) ^ Math.imul(b | 0, 668265263) ^ Math.imul(c | 0, 1440662683)
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296
}
