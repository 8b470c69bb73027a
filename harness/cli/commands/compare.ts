import type { Command } from 'commander'
import { describeChanges, isWorse } from '../../report/changes.ts'
import { compare } from '../../report/compare.ts'
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
      const comparison = compare(await readRun(baseline), await readRun(run))
      process.stdout.write(`${describeChanges(comparison, paintFor(process.stdout))}\n`)
      process.exitCode = isWorse(comparison) ? 1 : 0
    })
}
