import { execFileSync, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startDisplay } from '../virtual-display.ts'

/** Run by root in a network namespace of its own. It looks online from inside, and every packet out is counted. */

interface Order {
  readonly asUser: readonly string[]
  /** A program with its words, for each run. */
  readonly runs: Readonly<Record<string, readonly string[]>>
  readonly home: string
}

/** Packets that left by anything but the loopback, by kind. */
export type Packets = Readonly<Record<'all' | 'dns' | 'tcp' | 'udp' | 'igmp' | 'icmp6', number>>

export interface Run {
  readonly packets: Packets
  /** What the application said of itself. */
  readonly told: Readonly<Record<string, unknown>>
}

const rules = `table inet gap {
  counter n_all {}
  counter n_dns {}
  counter n_tcp {}
  counter n_udp {}
  counter n_igmp {}
  counter n_icmp6 {}
  chain out {
    type filter hook output priority 0; policy accept;
    oifname "lo" accept
    counter name n_all
    udp dport { 53, 5353 } counter name n_dns
    meta l4proto tcp counter name n_tcp
    meta l4proto udp counter name n_udp
    meta l4proto igmp counter name n_igmp
    meta l4proto ipv6-icmp counter name n_icmp6
  }
}`

function command(program: string, ...words: readonly string[]): string {
  return execFileSync(program, words, { encoding: 'utf8' })
}

/** Addresses, routes, a name server and a neighbour that answers for the router: nothing says that it is a dead end. */
function lookOnline(home: string): void {
  const resolver = join(home, 'resolv.conf')
  writeFileSync(resolver, 'nameserver 192.0.2.1\n')
  command('mount', '--bind', resolver, '/etc/resolv.conf')
  command('ip', 'link', 'set', 'lo', 'up')
  command('ip', 'link', 'add', 'out', 'type', 'veth', 'peer', 'name', 'far')
  command('ip', 'address', 'add', '192.0.2.2/24', 'dev', 'out')
  command('ip', 'address', 'add', '2001:db8::2/64', 'dev', 'out', 'nodad')
  for (const end of ['out', 'far']) {
    // The kernel itself would look for routers, minutes later and again.
    writeFileSync(`/proc/sys/net/ipv6/conf/${end}/router_solicitations`, '0')
    command('ip', 'link', 'set', end, 'up')
  }
  const [far] = JSON.parse(command('ip', '-json', 'link', 'show', 'far')) as { address: string }[]
  for (const router of ['192.0.2.1', '2001:db8::1']) {
    command('ip', 'neighbour', 'add', router, 'lladdr', far?.address ?? '', 'dev', 'out', 'nud', 'permanent')
    const family = router.includes(':') ? '-6' : '-4'
    command('ip', family, 'route', 'add', 'default', 'via', router, 'dev', 'out')
  }
  execFileSync('nft', ['-f', '-'], { input: rules })
}

function packets(): Packets {
  const listed = JSON.parse(command('nft', '-j', 'list', 'counters')) as { nftables: { counter?: Counter }[] }
  const counters = listed.nftables.flatMap(({ counter }) => (counter === undefined ? [] : [counter]))
  const of = (name: string): number =>
    counters.find((counter) => counter.name === `n_${name}`)?.packets ?? Number.NaN
  return {
    all: of('all'),
    dns: of('dns'),
    tcp: of('tcp'),
    udp: of('udp'),
    igmp: of('igmp'),
    icmp6: of('icmp6'),
  }
}

interface Counter {
  readonly name: string
  readonly packets: number
}

/** The kernel greets new interfaces; that has to be over before anything is counted. */
async function untilQuiet(): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    command('nft', 'reset', 'counters')
    await pause(3_000)
    if (packets().all === 0) return
  }
  throw new Error('the empty room does not become quiet')
}

async function watch(order: Order, words: readonly string[]): Promise<Run> {
  await untilQuiet()
  const display = await startDisplay(order.asUser)
  const [program = '', ...before] = order.asUser
  const env = {
    PATH: process.env['PATH'],
    HOME: order.home,
    TMPDIR: order.home,
    DISPLAY: display.name,
    XDG_RUNTIME_DIR: order.home,
    LANG: 'de_DE.UTF-8',
  }
  const child = spawn(program, [...before, ...words], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (said += piece))
  const limit = setTimeout(() => child.kill('SIGKILL'), 100_000)
  await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(limit)
  display.stop()
  const told = said
    .split('\n')
    .flatMap((line) => (line.startsWith('AIR-GAP ') ? [JSON.parse(line.slice(8)) as object] : []))
  return { packets: packets(), told: Object.assign({}, ...told) as Record<string, unknown> }
}

const order = JSON.parse(process.argv[2] ?? '') as Order
lookOnline(order.home)
const seen: Record<string, Run> = {}
for (const [name, words] of Object.entries(order.runs)) seen[name] = await watch(order, words)
process.stdout.write(`${JSON.stringify(seen)}\n`)
