import type { Command } from 'commander'
import { UsageError } from '../../core/errors.ts'
import { verdict } from '../../report/verdict.ts'
import { readScenarios } from '../load.ts'
import { settings } from '../options.ts'
import { fits } from '../selection.ts'
import { type RunOptions, runOnce } from './run.ts'

export function addLoad(program: Command): void {
  program
    .command('load')
    .argument('[scenario...]', 'ids of load scenarios; those of the profile where none is named')
    .description('boot a target and load it; with --find-capacity, find out how much of a scenario it can do')
    .option(settings.findCapacity.flag, settings.findCapacity.says)
    .option(settings.slo.flag, `${settings.slo.says} (default: ${settings.slo.default})`)
    .option(settings.image.flag, settings.image.says)
    .option(settings.embedded.flag, settings.embedded.says)
    .option(settings.target.flag, settings.target.says)
    .option(settings.profile.flag, settings.profile.says, settings.profile.default)
    .option(settings.reports.flag, settings.reports.says, settings.reports.default)
    .option(settings.loadTarget.flag, settings.loadTarget.says)
    .addHelpText(
      'after',
      '\nExample:\n  $ touchstone load --find-capacity load/one-to-one-chat --slo "p99 < 250 ms, lost = 0"',
    )
    .action(async (scenarios: string[], options: RunOptions) => {
      const ids = (await readScenarios()).map(({ id }) => id)
      const filters = scenarios.map((name) => (name.startsWith('load/') ? name : `load/${name}`))
      const strange = filters.find((filter) => !ids.some((id) => fits(id, filter)))
      if (strange !== undefined) {
        throw new UsageError(`Expected scenarios, of ${ids.join(', ')}, got "${strange}".`)
      }
      const run = await runOnce(filters, { ...options, only: 'load' })
      process.exitCode = verdict(run).exitCode
    })
}
