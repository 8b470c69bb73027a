/** `npm run bench [-- name…]`: measures the load engine against others and against what is known. */
import { mkdir, writeFile } from 'node:fs/promises'
import { type Benchmark, type Measured, standingOf } from './benchmark.ts'
import { ceiling } from './ceiling.ts'
import { delays } from './delays.ts'
import { faults } from './faults.ts'
import { framing } from './framer.ts'
import { logins } from './logins.ts'
import { describe, describeMachine } from './report.ts'
import { rounds } from './rounds.ts'
import { sessions } from './sessions.ts'
import { stall } from './stall.ts'
import { throttled } from './throttled.ts'

const all: readonly Benchmark[] = [
  framing,
  rounds,
  ceiling,
  logins,
  sessions,
  delays,
  stall,
  faults,
  throttled,
]

const names = process.argv.slice(2)
const unknown = names.find((name) => !all.some((benchmark) => benchmark.name === name))
if (unknown !== undefined) {
  process.stderr.write(
    `bench: no benchmark is called ${JSON.stringify(unknown)}; there are ${all.map(({ name }) => name).join(', ')}.\n`,
  )
  process.exit(2)
}
const machine = describeMachine()
process.stdout.write(`${machine}\n\n`)
const results: Record<string, Measured> = {}
for (const benchmark of all.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const measured = await benchmark.run((step) => process.stderr.write(`bench: ${benchmark.name}: ${step}\n`))
  results[benchmark.name] = measured
  process.stdout.write(`${describe(benchmark, measured)}\n`)
}
await mkdir('reports', { recursive: true })
await writeFile('reports/bench.json', `${JSON.stringify({ machine, results }, null, 2)}\n`)
const standings = new Set(Object.values(results).flatMap(({ figures }) => figures.map(standingOf)))
if (standings.has('BROKEN')) process.exitCode = 1
else if (standings.has('UNDECIDED')) process.exitCode = 3
