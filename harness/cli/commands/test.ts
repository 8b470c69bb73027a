import type { Command } from 'commander'
import type { RunResult } from '../../core/run-result.ts'
import { verdict } from '../../report/verdict.ts'
import { watchForInterruption } from '../interruption.ts'
import { settings } from '../options.ts'
import { parseSeed } from '../seed.ts'
import { progressOn } from '../terminal.ts'
import { Collector } from '../vitest/collector.ts'
import { runVitest } from '../vitest/run-vitest.ts'
import { type RunOptions, runOnce } from './run.ts'

export function addTest(program: Command): void {
  program
    .command('test')
    .argument('[filter...]', 'beginnings of requirement ids, or paths of unit tests below harness/ or docs/')
    .description("run the project's own tests, then the suites against a target")
    .option(settings.image.flag, settings.image.says)
    .option(settings.embedded.flag, settings.embedded.says)
    .option(settings.profile.flag, settings.profile.says, settings.profile.default)
    .option(settings.reports.flag, settings.reports.says, settings.reports.default)
    .option(settings.seed.flag, settings.seed.says, parseSeed)
    .addHelpText('after', '\nExample:\n  $ npm test -- rfc6121/8.5.2.1.1')
    .action(async (filters: string[], options: RunOptions) => {
      const isUnit = (filter: string) => /^(harness|docs)\b/.test(filter)
      const unitFilters = filters.filter(isUnit)
      const suiteFilters = filters.filter((filter) => !isUnit(filter))
      const units =
        filters.length === 0 || unitFilters.length > 0 ? await runUnitTests(unitFilters) : undefined
      const run =
        filters.length === 0 || suiteFilters.length > 0
          ? await runOnce(suiteFilters, { ...options, only: 'conformance' })
          : undefined
      process.stdout.write(`\n${closingLine(units, run)}\n`)
      const failedUnits = units !== undefined && (units.tests.failed > 0 || units.problems.length > 0)
      process.exitCode = failedUnits ? 1 : run === undefined ? 0 : verdict(run).exitCode
    })
}

async function runUnitTests(filters: readonly string[]): Promise<Collector> {
  using interruption = watchForInterruption()
  const progress = progressOn(process.stderr)
  const collector = new Collector({
    tested: (name, state, message) => {
      if (state === 'failed') progress.line(`✗ ${name}\n${message}\n`)
      const { passed, failed } = collector.tests
      progress.now(`${passed + failed} unit tests · ${name}`)
    },
  })
  await runVitest(
    { projects: ['unit', 'measuring'], files: filters },
    undefined,
    collector,
    interruption.signal,
  )
  progress.done()
  for (const problem of collector.problems) progress.line(problem)
  const { passed, failed, skipped } = collector.tests
  progress.line(`unit tests: ${passed} passed, ${failed} failed, ${skipped} skipped`)
  return collector
}

/** `N passed, N failed, N skipped`, unit tests and verifications together. */
function closingLine(
  units: Pick<Collector, 'tests' | 'problems'> | undefined,
  run: RunResult | undefined,
): string {
  const tests = units?.tests ?? { passed: 0, failed: 0, skipped: 0 }
  const outcomes = run?.verifications.map(({ outcome }) => outcome.kind) ?? []
  const count = (...kinds: readonly string[]) => outcomes.filter((kind) => kinds.includes(kind)).length
  const skipped = tests.skipped + count('not-applicable')
  const passed = tests.passed + count('passed', 'warned', 'known-failure')
  const failed =
    tests.failed +
    count('failed', 'unexpected-pass', 'inconclusive') +
    (units?.problems.length ?? 0) +
    (run?.problems.length ?? 0) +
    (run?.serverFindings.length ?? 0) +
    (run?.staleKnownFailures.length ?? 0)
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
}
