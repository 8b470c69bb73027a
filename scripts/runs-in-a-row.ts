/**
 * Runs the suites several times, each time on a server booted anew, and holds the outcome of every verification
 * against the first run: what comes out differently is not to be relied on.
 *
 *   node --import tsx scripts/runs-in-a-row.ts 20 --embedded --only conformance   all of them
 *   node --import tsx scripts/runs-in-a-row.ts 20 --embedded rfc6121/8.5          some of them
 *
 * What follows the number is handed to `touchstone run`. The reports of each run stay in reports/in-a-row.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRun } from '../harness/cli/read-run.ts'
import type { RunResult } from '../harness/core/run-result.ts'
import { compare } from '../harness/report/compare.ts'
import { outcomeWords, tallied } from '../harness/report/outcomes.ts'
import { counted, duration, grouped } from '../harness/report/wording.ts'

const project = fileURLToPath(new URL('..', import.meta.url))
const reports = join(project, 'reports/in-a-row')

async function runOnce(number: number, args: readonly string[]): Promise<RunResult> {
  const folder = join(reports, `${number}`)
  const touchstone = [join(project, 'bin/touchstone.js'), 'run', ...args, '--reports', folder]
  const child = spawn(process.execPath, touchstone, { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  // A misspelt option: the command has said which.
  if (code === 2) process.exit(2)
  return readRun(join(folder, 'run.json'))
}

/** What is not as in the first run, and why a run says less than it was asked; one line each. */
function differences(first: RunResult, run: RunResult): readonly string[] {
  const { changed, appeared, disappeared } = compare(first, run)
  return [
    ...changed.map(
      ({ requirement, situation, before, after }) =>
        `${requirement}: ${situation}: ${outcomeWords[before]} in run 1, ${outcomeWords[after]} here`,
    ),
    ...appeared.map((name) => `${name}: not in run 1`),
    ...disappeared.map((name) => `${name}: in run 1 alone`),
    ...run.problems,
    ...(run.verifications.length === 0 ? ['Nothing was verified.'] : []),
  ]
}

function tell(number: number, run: RunResult, different: readonly string[]): void {
  const verdict = different.length === 0 ? 'identical' : counted(different.length, 'difference')
  const lines = [
    [`run ${number}`, run.startedAt, duration(run.durationMs), outcomesOf(run), verdict].join(' · '),
    ...different.map((difference) => `  ${difference}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (different.length > 0) process.exitCode = 1
}

function outcomesOf(run: RunResult): string {
  return tallied(run.verifications)
    .map(({ kind, count }) => `${grouped(count)} ${outcomeWords[kind]}`)
    .join(' · ')
}

const [times = '', ...args] = process.argv.slice(2)
if (!/^[1-9][0-9]*$/.test(times)) {
  process.stderr.write(
    'Usage: node --import tsx scripts/runs-in-a-row.ts NUMBER [filters and options of touchstone run]\n',
  )
  process.exit(2)
}
await rm(reports, { recursive: true, force: true })
const first = await runOnce(1, args)
tell(1, first, differences(first, first))
for (let number = 2; number <= Number(times); number += 1) {
  const run = await runOnce(number, args)
  tell(number, run, differences(first, run))
}
