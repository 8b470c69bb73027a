import type { Command } from 'commander'
import { UsageError } from '../../core/errors.ts'
import { describeChanges, isWorse } from '../../report/changes.ts'
import { compare, isComparable } from '../../report/compare.ts'
import { paintFor } from '../../report/console.ts'
import { readRun } from '../read-run.ts'

export function addCompare(program: Command): void {
  program
    .command('compare')
    .argument('<baseline.json>', 'the result of an earlier run, of the release before for example')
    .argument('<run.json>', 'the result to hold against it')
    .description('say what changed between two runs; exit with 1 when the later one is worse')
    .addHelpText(
      'after',
      '\nExample:\n  $ touchstone compare reports/baselines/1.4.json reports/latest/run.json',
    )
    .action(async (baseline: string, run: string) => {
      const before = await readRun(baseline)
      const after = await readRun(run)
      if (!isComparable(before, after)) {
        throw new UsageError(
          `Expected a baseline that was asked what ${run} was asked, got ${baseline}, which has no verification and no scenario of it.`,
        )
      }
      const comparison = compare(before, after)
      process.stdout.write(`${describeChanges(comparison, paintFor(process.stdout))}\n`)
      process.exitCode = isWorse(comparison) ? 1 : 0
    })
}
