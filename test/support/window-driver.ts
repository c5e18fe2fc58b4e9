import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { cellSize, readCode } from './code-row.ts'

/** What people do in the review window, by keyboard and by the names that it shows. */

/** Waits until the strip says that everything was read and nothing is wrong. */
export async function untilSealIsWhole(page: Page): Promise<void> {
  await page.getByText('Siegel unversehrt – Unterzeichner bekannt').first().waitFor({ timeout: 60_000 })
}

/** Opens a clip by its name in the list and waits for its first picture, which is not that of the clip before. */
export async function chooseClip(page: Page, name: string): Promise<void> {
  const names = await page.locator('button.clip .clip-name').allInnerTexts()
  await page.getByText(name, { exact: true }).first().click()
  await page.locator(`[data-testid=frame][data-clip="${names.indexOf(name) + 1}"]`).waitFor()
  await untilFrame(page, 0)
}

/** Waits until the window says that this frame is on screen. */
export async function untilFrame(page: Page, frame: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('[data-testid=frame]')?.textContent === wanted,
    String(frame),
    { timeout: 20_000 },
  )
}

/** Presses a key so often, waiting each time until the next frame is confirmed on screen; answers what was seen. */
export async function stepAndRead<T>(
  page: Page,
  key: 'ArrowRight' | 'ArrowLeft',
  frames: readonly number[],
  read: (frame: number) => Promise<T>,
): Promise<T[]> {
  const seen: T[] = []
  for (const frame of frames) {
    await page.keyboard.press(key)
    await untilFrame(page, frame)
    seen.push(await read(frame))
  }
  return seen
}

export interface ShownPicture {
  readonly width: number
  readonly height: number
  /** RGBA. */
  readonly pixels: Uint8Array
}

/** The picture on the stage in its own pixels, as the compositor has it; `rows` from below, all when absent. */
export async function pictureOnStage(page: Page, rows?: (width: number) => number): Promise<ShownPicture> {
  const size = await page.evaluate(() =>
    document.querySelector('.stage-player canvas')?.getAttribute('width'),
  )
  const { width, height, base64 } = await page.evaluate(
    (wanted) => {
      const shown = [...document.querySelectorAll('.stage-player canvas')].find(
        (canvas): canvas is HTMLCanvasElement => canvas instanceof HTMLCanvasElement && canvas.width > 1,
      )
      if (!shown) throw new Error('no picture on the stage')
      const copy = new OffscreenCanvas(shown.width, shown.height)
      const context = copy.getContext('2d')
      if (!context) throw new Error('no context')
      context.drawImage(shown, 0, 0)
      const high = wanted ?? shown.height
      const { data } = context.getImageData(0, shown.height - high, shown.width, high)
      let text = ''
      for (let at = 0; at < data.length; at += 0x8000)
        text += String.fromCharCode(...data.subarray(at, at + 0x8000))
      return { width: shown.width, height: high, base64: btoa(text) }
    },
    rows?.(Number(size)),
  )
  return { width, height, pixels: Buffer.from(base64, 'base64') }
}

/** The frame code burnt into the picture on the stage. */
export async function codeOnStage(page: Page): Promise<number | undefined> {
  const { pixels, width, height } = await pictureOnStage(page, cellSize)
  return readCode(pixels, width, height, 4)
}

/** Frame `number` of a clip as ffmpeg decodes it, packed RGB. */
export function rgbByFfmpeg(clip: string, number: number): Uint8Array {
  return execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', clip, '-vf', `select=eq(n\\,${number})`, '-frames:v', '1'].concat([
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-',
    ]),
    { maxBuffer: 64 << 20 },
  )
}

/** Mean difference of a colour value, 0 to 255. */
export function differenceOf(shown: ShownPicture, rgb: Uint8Array): number {
  const count = shown.width * shown.height
  if (rgb.length !== count * 3) return 255
  let sum = 0
  for (let pixel = 0; pixel < count; pixel++)
    for (let channel = 0; channel < 3; channel++)
      sum += Math.abs((shown.pixels[pixel * 4 + channel] ?? 0) - (rgb[pixel * 3 + channel] ?? 0))
  return sum / (count * 3)
}

/** As when a file is let go over the window: main's bridge alone knows where it lies. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'dropped'
    input.hidden = true
    document.body.append(input)
  })
  await page.locator('#dropped').setInputFiles(path)
  await page.evaluate(() => {
    const input = document.querySelector('#dropped')
    if (!(input instanceof HTMLInputElement) || !input.files?.[0]) throw new Error('no file')
    const carried = new DataTransfer()
    carried.items.add(input.files[0])
    document.body.dispatchEvent(
      new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried }),
    )
    input.remove()
  })
}
