import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** mpv, spoken to over its socket: the anchor that our steps are compared with. */
export interface Mpv {
  /** Milliseconds of one command until the next picture has been shown. */
  step(command: 'frame-step' | 'frame-back-step'): Promise<number>
  close(): void
}

export const mpvVersion = spawnSync('mpv', ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0]

/** Shows the clip on a display of that name, paused at a second. */
export async function openMpv(path: string, second: number, display: string): Promise<Mpv> {
  const socketPath = `/tmp/mpv-bench-${process.pid}-${Math.round(second * 1000)}`
  const words = [
    '--no-config',
    '--pause',
    '--no-audio',
    '--hwdec=no',
    '--vo=x11',
    '--hr-seek=yes',
    `--start=${second}`,
  ]
  const program = spawn('mpv', [...words, `--input-ipc-server=${socketPath}`, path], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display },
  })
  const socket = await connected(socketPath)
  const shown = listen(socket)
  socket.write('{"command":["observe_property",1,"time-pos"]}\n')
  await wait(1500)
  return {
    async step(command) {
      const start = performance.now()
      const next = shown()
      socket.write(`{"command":["${command}"]}\n`)
      await Promise.race([next, wait(5000)])
      return performance.now() - start
    },
    close() {
      socket.destroy()
      program.kill()
    },
  }
}

async function connected(path: string): Promise<Socket> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const socket = connect(path)
    const came = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    if (came) return socket
    await wait(100)
  }
  throw new Error('mpv does not answer')
}

/** A promise for the next change of the position. */
function listen(socket: Socket): () => Promise<void> {
  let wake: () => void = () => undefined
  socket.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('"time-pos"')) wake()
  })
  return () =>
    new Promise((done) => {
      wake = done
    })
}
