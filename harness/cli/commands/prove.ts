import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import {
  formatProof,
  PROOF_FILE,
  parseProof,
  type Requirement,
  requirementsOf,
  type Suite,
  updateProof,
} from '../../catalogue/index.ts'
import type { ProofMeta } from '../../conformance/verify.ts'
import { paintFor } from '../../report/console.ts'
import { issueCredentials } from '../credentials.ts'
import { watchForInterruption } from '../interruption.ts'
import { settings } from '../options.ts'
import { readProfile } from '../profile.ts'
import { projectRoot, version } from '../project.ts'
import { requirementProofs } from '../proof-result.ts'
import { type Judged, judgeProofs, recordOf } from '../proofs.ts'
import { parseSeed, randomSeed } from '../seed.ts'
import { select, suitesOfProject } from '../selection.ts'
import { startTarget } from '../start-target.ts'
import { progressOn } from '../terminal.ts'
import { Collector } from '../vitest/collector.ts'
import { runVitest } from '../vitest/run-vitest.ts'
import { checkWritable, writeProof } from '../write-reports.ts'
import { type RunOptions, targetRequest } from './run.ts'

/** Silence is what many lies consist of: waiting for it costs this long each time, in milliseconds. */
const PATIENCE_MS = 1_500

export function addProve(program: Command): void {
  program
    .command('prove')
    .argument('[filter...]', 'beginnings of requirement ids')
    .description(
      'run verifications against a server that lies: each must fail under its lies, by its own requirement',
    )
    .option(settings.image.flag, settings.image.says)
    .option(settings.embedded.flag, settings.embedded.says)
    .option(settings.profile.flag, settings.profile.says, settings.profile.default)
    .option(settings.reports.flag, settings.reports.says, settings.reports.default)
    .option(settings.seed.flag, settings.seed.says, parseSeed)
    .addHelpText('after', '\nExample:\n  $ touchstone prove rfc6121/8.5')
    .action(async (filters: string[], options: RunOptions) => {
      const suites = await suitesOfProject()
      const { files, name, requirements } = select(suites, filters)
      const profile = await readProfile(options.profile)
      await checkWritable(options.reports)
      const began = new Date()
      const seed = options.seed ?? randomSeed()
      let server = 'no server'
      using interruption = watchForInterruption()
      const progress = progressOn(process.stderr)
      let planned = 0
      const collector = new Collector({
        planned: (count) => {
          planned = count
        },
        proved: ({ requirement }) =>
          progress.now(`${collector.proofs.length} of ${planned} proofs · ${requirement}`),
      })
      {
        await using started = await startTarget(
          targetRequest(options, profile),
          profile,
          (step) => progress.now(step),
          interruption.signal,
        )
        const { name: software, version: running } = started.context.target.software
        server = `${software} ${running}`
        const context = {
          ...started.context,
          seed,
          patience: PATIENCE_MS,
          proofCredentials: await issueCredentials(started.context.target),
        }
        const tests = {
          projects: ['suites', 'alone'] as const,
          files,
          ...(name === undefined ? {} : { name }),
        }
        await runVitest(tests, context, collector, interruption.signal)
      }
      progress.done()
      const judged = judgeProofs(requirements, collector.proofs)
      process.stdout.write(`${describeProofs(judged, collector)}\n`)
      await record(suites, collector.proofs)
      const page = await writeProof(
        {
          harness: version,
          server,
          startedAt: began.toISOString(),
          durationMs: Date.now() - began.getTime(),
          seed,
          filters,
          requirements: requirementProofs(chosen(suites, requirements), collector.proofs),
          problems: collector.problems,
        },
        options.reports,
      )
      process.stdout.write(`${page}\n`)
      process.exitCode = exitCode(judged, collector, interruption.signal.aborted)
    })
}

function chosen(suites: readonly Suite[], ids: readonly string[]): readonly Requirement[] {
  const wanted = new Set(ids)
  return suites.flatMap(({ spec }) => requirementsOf(spec)).filter(({ id }) => wanted.has(id))
}

async function record(suites: readonly Suite[], proofs: readonly ProofMeta[]): Promise<void> {
  const file = join(projectRoot, PROOF_FILE)
  const before = existsSync(file) ? parseProof(await readFile(file, 'utf8'), PROOF_FILE) : {}
  const known = new Set(suites.flatMap(({ spec }) => requirementsOf(spec)).map(({ id }) => id))
  await writeFile(file, formatProof(updateProof(before, recordOf(proofs), known)))
}

function describeProofs(judged: Judged, { problems }: Collector): string {
  const paint = paintFor(process.stdout)
  const lines = [
    ...judged.survivors.map(
      ({ requirement, lie, why }) =>
        `${paint('red', '✗')} ${requirement}\n  survived  a server that ${lie}\n  ${why}`,
    ),
    ...judged.unproven.map((title) => `${paint('red', '✗')} no lie is caught by  ${title}`),
    ...judged.unamended.map((title) => `${paint('red', '✗')} stays red although amends are made  ${title}`),
    ...judged.lieless.map((requirement) => `${paint('red', '✗')} no lie is told about  ${requirement}`),
    ...problems,
    '',
    `${judged.lies} lies: ${judged.lies - judged.survivors.length - judged.moot.length} caught, ${judged.survivors.length} survived, ${judged.moot.length} moot`,
    `${judged.verifications} verifications: ${judged.unproven.length} unproven, ${judged.redAlready.length} red without any lie, ${judged.amended.length} of them green once amends are made`,
    `${judged.requirements} requirements`,
  ]
  return lines.join('\n')
}

function exitCode(
  { survivors, unproven, lieless, unamended, lies }: Judged,
  { problems }: Collector,
  interrupted: boolean,
): number {
  if (interrupted || problems.length > 0 || lies === 0) return 3
  return survivors.length + unproven.length + lieless.length + unamended.length > 0 ? 1 : 0
}
