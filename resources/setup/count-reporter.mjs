import { writeFileSync } from 'node:fs'

/** Writes what really ran into the file of ASSERVAT_COUNTS; the rounds add these numbers up and believe nothing else. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const stateOf = (state) => tests.filter((test) => test.result().state === state)
    // A file that does not load, a preparation that fails, an error outside every test: each is a failure of its own.
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
    const broken = suites.filter((suite) => suite.errors().length > 0)
    const failed = stateOf('failed').length + broken.length + unhandledErrors.length
    const skipped = [...stateOf('skipped'), ...stateOf('pending')].map(reasonOf)
    const counts = { passed: stateOf('passed').length, failed, skipped }
    writeFileSync(process.env.ASSERVAT_COUNTS, JSON.stringify(counts))
  }
}

function reasonOf(test) {
  const { note } = test.result()
  return note === undefined ? test.fullName : `${test.fullName}: ${note}`
}
