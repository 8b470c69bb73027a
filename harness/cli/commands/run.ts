import { join } from 'node:path'
import type { Command } from 'commander'
import { UsageError } from '../../core/errors.ts'
import type { RunResult } from '../../core/run-result.ts'
import type { CapacitySearch, Scenario } from '../../load/index.ts'
import { failureBlock, paintFor, summary } from '../../report/console.ts'
import { verdict } from '../../report/verdict.ts'
import type { TargetRequest } from '../../target/provider.ts'
import { execute } from '../execute.ts'
import { watchForInterruption } from '../interruption.ts'
import { capacitySearch, readScenarios, selectScenarios } from '../load.ts'
import { settings } from '../options.ts'
import { type NamedProfile, readProfile } from '../profile.ts'
import { parseSeed, randomSeed } from '../seed.ts'
import { fits, type Selection, select, suitesOfProject } from '../selection.ts'
import { progressOn } from '../terminal.ts'
import { Collector } from '../vitest/collector.ts'
import { checkWritable, writeReports } from '../write-reports.ts'

export interface RunOptions {
  readonly image?: string
  readonly embedded?: true
  readonly target?: string
  readonly profile: string
  readonly reports: string
  readonly seed?: number
  readonly only?: string
  readonly loadTarget?: string
  readonly findCapacity?: string
  readonly slo?: string
}

export function addRun(program: Command): void {
  program
    .command('run')
    .argument(
      '[filter...]',
      'beginnings of requirement or scenario ids: rfc6121/8.5, xep0045, load/one-to-one-chat',
    )
    .description('boot a target, verify it, load it, write the reports, and exit with the verdict')
    .option(settings.image.flag, settings.image.says)
    .option(settings.embedded.flag, settings.embedded.says)
    .option(settings.target.flag, settings.target.says)
    .option(settings.profile.flag, settings.profile.says, settings.profile.default)
    .option(settings.reports.flag, settings.reports.says, settings.reports.default)
    .option(settings.seed.flag, settings.seed.says, parseSeed)
    .option(settings.only.flag, settings.only.says)
    .option(settings.loadTarget.flag, settings.loadTarget.says)
    .addHelpText(
      'after',
      '\nExample:\n  $ touchstone run rfc6121/8.5 xep0045 --image registry.example/chat/prosody:1.4 --profile gate',
    )
    .action(async (filters: string[], options: RunOptions) => {
      const run = await runOnce(filters, options)
      process.exitCode = verdict(run).exitCode
    })
}

/** One run from options to written reports. */
export async function runOnce(filters: readonly string[], options: RunOptions): Promise<RunResult> {
  const profile = await readProfile(options.profile)
  const request = targetRequest(options, profile)
  const parts = partsOf(options.only)
  await checkWritable(options.reports)
  const [suites, allScenarios] = await Promise.all([suitesOfProject(), readScenarios()])
  const searches = searchesOf(options, profile, filters, allScenarios, parts.load)
  // Whoever names a scenario to find the capacity of, and nothing else, wants that alone.
  const searchOnly = options.findCapacity !== undefined && filters.length === 0
  const scenarios = parts.load && !searchOnly ? selectScenarios(allScenarios, filters, profile) : []
  const others = filters.filter((filter) => !allScenarios.some(({ id }) => fits(id, filter)))
  const selection: Selection | undefined =
    parts.conformance && (others.length > 0 || filters.length === 0)
      ? select(
          suites,
          others,
          allScenarios.map(({ id }) => id),
        )
      : undefined

  using interruption = watchForInterruption()
  const progress = progressOn(process.stderr)
  const paint = paintFor(process.stderr)
  let planned = selection?.requirements.length ?? 0
  const collector = new Collector({
    planned: (count) => {
      planned = Math.max(planned, count)
    },
    verified: ({ result }) => {
      const { kind } = result.outcome
      if (kind === 'failed' || kind === 'inconclusive' || kind === 'unexpected-pass') {
        progress.line(`${failureBlock(result, paint, options.reports)}\n`)
      }
      progress.now(`${collector.verifications.length} of ${planned} verified · ${result.requirement}`)
    },
  })
  const run = await execute(
    {
      target: request,
      profile,
      filters,
      seed: options.seed ?? randomSeed(),
      suites,
      selection,
      scenarios,
      searches,
      loadTarget: options.loadTarget,
    },
    collector,
    (step, done) => progress.now(done === undefined ? step : `${step} ${Math.round(done * 100)} %`),
    interruption.signal,
  )
  progress.done()
  const written = await writeReports(run, options.reports)
  const first = written.filter((file) => !file.startsWith(join(options.reports, 'transcripts')))
  process.stdout.write(`${summary(run, first, paintFor(process.stdout))}\n`)
  return run
}

/** @throws UsageError for an objective without a search */
function searchesOf(
  { findCapacity, slo }: RunOptions,
  profile: NamedProfile,
  filters: readonly string[],
  all: readonly Scenario[],
  load: boolean,
): readonly CapacitySearch[] {
  if (findCapacity !== undefined) return [capacitySearch(all, findCapacity, slo, profile)]
  if (slo !== undefined) {
    throw new UsageError('Expected --find-capacity beside --slo: of which scenario shall it be kept?')
  }
  if (!load || filters.length > 0) return []
  return (profile.capacity ?? []).map((id) => capacitySearch(all, id, undefined, profile))
}

function partsOf(only: string | undefined): { conformance: boolean; load: boolean } {
  if (only !== undefined && only !== 'conformance' && only !== 'load') {
    throw new UsageError(`Expected --only conformance or --only load, got "${only}".`)
  }
  return { conformance: only !== 'load', load: only !== 'conformance' }
}

/** @throws UsageError when the options name more than one target */
export function targetRequest(
  { image, embedded, target }: Pick<RunOptions, 'image' | 'embedded' | 'target'>,
  profile: NamedProfile,
): TargetRequest {
  const named = [image && '--image', embedded && '--embedded', target && '--target'].filter(Boolean)
  if (named.length > 1)
    throw new UsageError(`Expected one target, got ${named.join(' and ')}: choose one of them.`)
  const { settings } = profile
  if (image !== undefined) return { provider: 'containers', image, settings }
  if (embedded !== undefined) return { provider: 'embedded', settings }
  if (target !== undefined) return { provider: 'external', target }
  return { provider: 'auto', settings }
}
