/** What a comparison of two runs says to a person, and whether the later run is the worse one. */
import type { OutcomeKind } from '../core/run-result.ts'
import type { Comparison, LoadComparison, OutcomeChange } from './compare.ts'
import type { Paint } from './console.ts'
import { outcomeWords } from './outcomes.ts'
import { counted, grouped, listed, milliseconds } from './wording.ts'

/** Outcomes with which a run does not conform, or says nothing. */
const BAD: ReadonlySet<OutcomeKind> = new Set(['failed', 'unexpected-pass', 'inconclusive'])

/**
 * Whether the later run has verifications that came out badly and did not before, lacks some that were asked, or has
 * broken thresholds that were kept.
 */
export function isWorse({ changed, disappeared, load }: Comparison): boolean {
  return disappeared.length > 0 || changed.some(worsened) || brokenIn(load).length > 0
}

/** Every change, the bad ones first, then the numbers of the load side by side. */
export function describeChanges(comparison: Comparison, paint: Paint): string {
  const { changed, appeared, disappeared, load } = comparison
  const worse = changed.filter(worsened)
  const other = changed.filter((change) => !worsened(change))
  const broken = brokenIn(load)
  const blocks = [
    list('Worse', worse.map(told), (text) => paint('red', text)),
    list('No longer asked', disappeared, (text) => paint('red', text)),
    list('No longer kept', broken, (text) => paint('red', text)),
    list('Changed', other.map(told), (text) => paint('green', text)),
    list('New', appeared, (text) => text),
    loadBlock(load),
  ].filter((block) => block !== '')
  const verifications = worse.length + disappeared.length
  const worseThings = [
    ...(verifications === 0 ? [] : [counted(verifications, 'verification')]),
    ...(broken.length === 0 ? [] : [counted(broken.length, 'threshold')]),
  ]
  const verdict = isWorse(comparison)
    ? paint('red', `Worse: ${listed(worseThings)}.`)
    : paint('green', 'Nothing that was verified got worse.')
  return [...blocks, verdict].join('\n\n')
}

/** Where numbers cannot be compared, that a threshold was kept elsewhere says nothing. */
function brokenIn(load: LoadComparison): readonly string[] {
  return load.kind === 'compared' ? load.broken : []
}

function worsened({ before, after }: OutcomeChange): boolean {
  return BAD.has(after) && !BAD.has(before)
}

function told({ requirement, situation, before, after }: OutcomeChange): string {
  return `${requirement}: ${situation}: ${outcomeWords[before]} → ${outcomeWords[after]}`
}

function list(title: string, lines: readonly string[], style: (text: string) => string): string {
  if (lines.length === 0) return ''
  return [style(`${title} (${lines.length})`), ...lines.map((line) => `  ${line}`)].join('\n')
}

function loadBlock(load: LoadComparison): string {
  if (load.kind === 'refused') return load.because
  if (load.metrics.length === 0 && load.leftOut.length === 0) return ''
  const rows = load.metrics.map(({ scenario, metric, before, after }) =>
    `  ${scenario.padEnd(28)} ${metric.padEnd(16)} ${number(before).padStart(10)} → ${number(after).padStart(10)} ${change(before, after)}`.trimEnd(),
  )
  return [
    'Load, one run beside the other: a difference within what two runs of the same server show says nothing.',
    ...rows,
    ...load.leftOut.map((sentence) => `  ${sentence}`),
  ].join('\n')
}

/** Counts are whole; times are milliseconds. */
function number(value: number): string {
  return Number.isInteger(value) ? grouped(value) : milliseconds(value)
}

function change(before: number, after: number): string {
  if (before === after) return ''
  if (before === 0) return 'from none'
  const percent = Math.round(((after - before) / before) * 100)
  return `${percent > 0 ? '+' : ''}${percent} %`
}
