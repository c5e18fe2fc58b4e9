// Everything a fresh checkout needs, by one command. Node's own modules only: this runs before npm has.
import { Trouble } from './trouble.mjs'
import { say } from './say.mjs'

const verbs = {
  start: (words) => import('./start.mjs').then(({ start }) => start(words)),
  build: () => import('./set-up.mjs').then(({ setUp }) => setUp()),
  test: (words) => import('./rounds.mjs').then(({ test }) => test(words)),
  check: () => import('./rounds.mjs').then(({ check }) => check()),
  bench: (words) => import('./rounds.mjs').then(({ long }) => long('bench', words)),
  fuzz: (words) => import('./rounds.mjs').then(({ long }) => long('fuzz', words)),
  kill: (words) => import('./rounds.mjs').then(({ long }) => long('kill', words)),
  package: (words) => import('./package.mjs').then(({ makePackage }) => makePackage(words)),
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 18)) {
    throw new Trouble(`Node ${process.versions.node} is too old: Asservat needs 20.18 or newer.`, 3)
  }
}

async function main() {
  const [verb, ...words] = process.argv.slice(2)
  const work = verbs[verb]
  if (work === undefined) throw new Trouble(`Which one? ${Object.keys(verbs).join(', ')}`, 3)
  checkNode()
  return work(words)
}

try {
  process.exitCode = (await main()) ?? 0
} catch (error) {
  say(error instanceof Trouble ? `\n${error.message}` : String(error.stack))
  process.exitCode = error instanceof Trouble ? error.exitCode : 1
}
