/** Benchmarks as plain text, for a person at a terminal. */
import os from 'node:os'
import { type Benchmark, type Figure, type Measured, standingOf } from './benchmark.ts'

/** What the numbers may be compared with. */
export function describeMachine(): string {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor'
  const memory = Math.round(os.totalmem() / 2 ** 30)
  return `${os.availableParallelism()} cores of ${cpu}, ${memory} GiB, ${os.type()} ${os.release()}, Node ${process.version}; load ${os.loadavg()[0]?.toFixed(1)} when it began`
}

export function describe({ name, question }: Benchmark, { rows, figures, notes }: Measured): string {
  return [
    `${name}: ${question}`,
    '',
    ...table(rows),
    ...(figures.length === 0 ? [] : ['', ...figures.map(describeFigure)]),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `  ${note}`)]),
    '',
  ].join('\n')
}

function table(rows: Measured['rows']): string[] {
  const headings = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const cells = rows.map(({ what, values }) => [what, ...headings.map((heading) => cell(values[heading]))])
  const lines = [['', ...headings], ...cells]
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  return lines.map((line) => {
    const [what = '', ...rest] = line
    const right = rest.map((text, index) => text.padStart(widths[index + 1] ?? 0))
    return `  ${what.padEnd(widths[0] ?? 0)}  ${right.join('  ')}`.trimEnd()
  })
}

function cell(value: number | string | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  return value.toLocaleString(
    'en',
    value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 },
  )
}

function describeFigure(figure: Figure): string {
  const { says, measured, bound, bareSockets } = figure
  const [word, limit] = 'atMost' in bound ? ['at most', bound.atMost] : ['at least', bound.atLeast]
  const standing = standingOf(figure)
  const bare = bareSockets === undefined ? '' : ` (bare sockets: ${exact(bareSockets)})`
  return `  ${standing.padEnd(9)}  ${says}: ${exact(measured)}, ${word} ${cell(limit)}${bare}`
}

/** A digit more than in tables: what is broken by a hair must not read as if it were kept. */
function exact(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 })
}
