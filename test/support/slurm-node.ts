import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Why no Slurm of our own can be started here; undefined when one can. */
export const noSlurmReason = reason()

function reason(): string | undefined {
  if (process.getuid?.() !== 0) return 'a Slurm of its own needs root'
  const missing = ['slurmctld', 'slurmd', 'munged', 'sbatch'].filter(
    (program) => spawnSync('which', [program]).status !== 0,
  )
  return missing.length > 0
    ? `not installed: ${missing.join(', ')} (packages slurm-wlm and munge)`
    : undefined
}

/** A real Slurm with this machine as its only node, in a folder of its own and on ports of its own. */
export class SlurmNode {
  readonly folder = mkdtempSync(join(tmpdir(), 'asservat-slurm-'))

  start(): void {
    for (const name of ['munge', 'state', 'spool', 'run']) mkdirSync(join(this.folder, name), { mode: 0o700 })
    execFileSync('chmod', ['755', this.folder, join(this.folder, 'run')])
    execFileSync('dd', ['if=/dev/urandom', `of=${this.#path('munge/key')}`, 'bs=1024', 'count=1'], {
      stdio: 'ignore',
    })
    execFileSync('chmod', ['400', this.#path('munge/key')])
    execFileSync('munged', [
      '--force',
      `--key-file=${this.#path('munge/key')}`,
      `--socket=${this.#path('run/munge.sock')}`,
      `--pid-file=${this.#path('run/munged.pid')}`,
      `--log-file=${this.#path('munge/log')}`,
      `--seed-file=${this.#path('munge/seed')}`,
    ])
    writeFileSync(this.#path('slurm.conf'), this.#settings())
    this.run('slurmctld', '-c')
    this.startNode()
    this.#untilIdle()
  }

  startNode(): void {
    this.run('slurmd')
  }

  /** As if the machine had lost power: the daemon, its steps and the jobs under them. */
  loseNode(job: string): void {
    const daemon = Number(readFileSync(this.#path('run/slurmd.pid'), 'utf8'))
    for (const pid of [daemon, ...this.#processesNaming(job)]) kill(pid)
  }

  /** Runs one of Slurm's programs to its end and answers what it says. */
  run(program: string, ...words: readonly string[]): string {
    const env = { ...process.env, SLURM_CONF: this.#path('slurm.conf') }
    return execFileSync(program, words, { env, encoding: 'utf8', timeout: 120_000 }).trim()
  }

  stop(): void {
    for (const name of ['slurmd', 'ctld', 'munged'])
      kill(Number(readFileSync(this.#path(`run/${name}.pid`), 'utf8')))
    rmSync(this.folder, { recursive: true, force: true })
  }

  #path(name: string): string {
    return join(this.folder, name)
  }

  #processesNaming(job: string): number[] {
    const found = spawnSync('pgrep', ['-f', job], { encoding: 'utf8' }).stdout
    return found
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid)
  }

  #untilIdle(): void {
    for (let tries = 0; tries < 40; tries++) {
      if (this.run('sinfo', '-h', '-o', '%t') === 'idle') return
      execFileSync('sleep', ['0.25'])
    }
    throw new Error('the node does not come up')
  }

  #settings(): string {
    const { folder } = this
    const port = 20_000 + (process.pid % 20_000)
    return `ClusterName=test
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/run/munge.sock
CryptoType=crypto/munge
SlurmctldPort=${port}
SlurmdPort=${port + 1}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/run/ctld.pid
SlurmdPidFile=${folder}/run/slurmd.pid
SlurmctldLogFile=${folder}/ctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=${hostname()} Default=YES MaxTime=INFINITE State=UP
`
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
