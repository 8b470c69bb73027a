import { dirname } from 'node:path'
import type { Command } from 'commander'
import { UsageError } from '../../core/errors.ts'
import { paintFor, summary } from '../../report/console.ts'
import { renderers } from '../../report/renderers.ts'
import { readRun } from '../read-run.ts'
import { writeReports } from '../write-reports.ts'

export function addReport(program: Command): void {
  const formats = renderers.map(({ format }) => format)
  program
    .command('report')
    .argument('<run.json>', 'the result of an earlier run')
    .option('--format <format>', `one of ${formats.join(', ')}; all of them without this option`)
    .option('--reports <folder>', 'where the reports are written; beside run.json without this option')
    .description('render the reports of a finished run again, without a server')
    .addHelpText('after', '\nExample:\n  $ touchstone report reports/latest/run.json --format html')
    .action(async (file: string, { format, reports }: { format?: string; reports?: string }) => {
      const chosen = renderers.filter((renderer) => format === undefined || renderer.format === format)
      if (chosen.length === 0) {
        throw new UsageError(`Expected --format to be one of ${formats.join(', ')}, got "${format}".`)
      }
      const run = await readRun(file)
      const written = await writeReports(run, reports ?? dirname(file), chosen)
      process.stdout.write(`${summary(run, written.slice(0, chosen.length), paintFor(process.stdout))}\n`)
    })
}
