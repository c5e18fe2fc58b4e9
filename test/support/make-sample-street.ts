import { noiseAt, turned, type Canvas, type Pose } from './make-sample-view.ts'

/** Half the distance between the houses, metres. */
const houses = 7.4
const lampEvery = 13
const lampHeight = 5.2
const far = 80
const warm = [1, 0.7, 0.36]
const cold = [0.72, 0.86, 1.2]

/** A street at night, seen from a place on it: road, kerbs, houses with lit windows, lamps, one passing car. */
export function drawStreet(canvas: Canvas, slopes: Float32Array, pose: Pose, time: number): void {
  const carZ = 70 - (time - 5) * 8
  for (let point = 0; point < canvas.depth.length; point++) {
    const [sx = 0, sy = 0] = [slopes[point * 2], slopes[point * 2 + 1]]
    const [dx, dy, dz] = turned(pose, sx, sy, 1)
    const ground = dy < -1e-4 ? -pose.y / dy : far
    const wall = ((dx > 0 ? houses : -houses) - pose.x) / dx
    const car = carDepth(pose, dx, dy, dz, carZ)
    const depth = Math.min(ground, wall, car, far)
    canvas.depth[point] = depth
    const [x, y, z] = [pose.x + dx * depth, pose.y + dy * depth, pose.z + dz * depth]
    const surface =
      depth === car ? [y > 0.95 ? 0.05 : 0.22, 0] : depth === ground ? roadTone(x, z) : wallTone(y, z, x)
    const [tone = 0, glow = 0] = depth >= far ? [0, 0] : surface
    const lamps = lampLight(x, y, z)
    const torch = 0.5 * Math.exp(-9 * (sx * sx + sy * sy)) * (9 / (depth * depth + 9))
    const beam = depth === car ? 0 : headlight(x, z, carZ)
    const haze = Math.exp(-depth / 40)
    const halo = lampHalo(pose, dx, dy, dz, depth)
    for (let c = 0; c < 3; c++) {
      const [w = 1, k = 1] = [warm[c], cold[c]]
      const seen = tone * (0.05 * k + lamps * w + (torch + beam) * k) + glow * w
      canvas.light[point * 3 + c] = seen * haze + 0.012 * (1 - haze) * k + halo * w
    }
  }
}

/** Where the ray meets the car, or beyond sight. */
function carDepth(pose: Pose, dx: number, dy: number, dz: number, carZ: number): number {
  let [near, away] = [0.2, far]
  const slabs = [-2.6, -0.8, pose.x, dx, 0.2, 1.4, pose.y, dy, carZ, carZ + 4.2, pose.z, dz]
  for (let i = 0; i < 12; i += 4) {
    const [low = 0, high = 0, from = 0, along = 1] = slabs.slice(i, i + 4)
    near = Math.max(near, Math.min((low - from) / along, (high - from) / along))
    away = Math.min(away, Math.max((low - from) / along, (high - from) / along))
  }
  return near < away ? near : far
}

function roadTone(x: number, z: number): [number, number] {
  const rough = 0.85 + 0.3 * noiseAt(x * 9, z * 9)
  if (Math.abs(x) > 4.1) return [(0.34 + 0.05 * ((Math.floor(x * 1.6) + Math.floor(z * 1.6)) & 1)) * rough, 0]
  if (Math.abs(x) > 3.9) return [0.5, 0]
  const line = Math.abs(x) < 0.09 && ((z % 6) + 6) % 6 < 3
  return [line ? 0.85 : 0.2 * rough, 0]
}

/** Storeys of three metres, windows of which some are lit. */
function wallTone(y: number, z: number, side: number): [number, number] {
  const [storey, house] = [Math.floor(y / 3), Math.floor(z / 2.3)]
  const [inY, inZ] = [y / 3 - storey, z / 2.3 - house]
  const window = y < 13 && inY > 0.32 && inY < 0.78 && inZ > 0.25 && inZ < 0.75
  if (y > 13.4) return [0, 0]
  if (!window) return [0.3 + 0.1 * noiseAt(house >> 2, side), 0]
  const lit = noiseAt(storey, house, side) > 0.8
  return lit ? [0.1, 0.35 + 0.3 * noiseAt(house, storey)] : [0.06, 0.004]
}

function lampLight(x: number, y: number, z: number): number {
  let light = 0
  const nearest = Math.round(z / lampEvery)
  for (let lamp = nearest - 1; lamp <= nearest + 1; lamp++) {
    const [dx, dy, dz] = [x - lampX(lamp), y - lampHeight, z - lamp * lampEvery]
    light += dy < 0.3 ? 5 / (dx * dx + dy * dy + dz * dz + 3) : 0.05
  }
  return light * 0.55
}

function lampX(lamp: number): number {
  return lamp % 2 === 0 ? 4.9 : -4.9
}

function headlight(x: number, z: number, carZ: number): number {
  const ahead = carZ - z
  if (ahead <= 0 || ahead > 35) return 0
  const side = (x + 1.7) / (0.8 + ahead * 0.22)
  return (2.2 * Math.exp(-side * side * 2)) / (1 + ahead * 0.16)
}

/** The lamps themselves and the light around them in the damp air. */
function lampHalo(pose: Pose, dx: number, dy: number, dz: number, depth: number): number {
  let halo = 0
  const length = Math.hypot(dx, dy, dz)
  const first = Math.round(pose.z / lampEvery)
  for (let lamp = first - 4; lamp <= first + 4; lamp++) {
    const [lx, ly, lz] = [lampX(lamp) - pose.x, lampHeight - pose.y, lamp * lampEvery - pose.z]
    const along = (lx * dx + ly * dy + lz * dz) / length
    if (along < 0.5 || along > depth * length + 1) continue
    const miss = Math.max(0, lx * lx + ly * ly + lz * lz - along * along)
    halo += 0.05 / (miss + 0.03)
  }
  return Math.min(1.2, halo * 0.5)
}
