import { join } from 'node:path'
import { styleText } from 'node:util'
import type { OutcomeKind, RunResult, Verdict, VerificationResult } from '../core/run-result.ts'
import { capacityCertainty, capacityWords } from './capacity-state.ts'
import { outcomeSigns, outcomeWords, tallied } from './outcomes.ts'
import { transcriptPath } from './transcripts.ts'
import { verdict } from './verdict.ts'
import { visible } from './visible.ts'
import { duration, grouped, shortened } from './wording.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Puts text into a style, or leaves it as it is where the reader is no terminal. */
export type Paint = (style: Style, text: string) => string

/** Colour for a terminal; plain text for a file or a pipe, and where NO_COLOR is set. */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  return (style, text) => styleText(style, text, { stream })
}

const OUTCOME_STYLES: Readonly<Record<OutcomeKind, Style>> = {
  passed: 'green',
  failed: 'red',
  warned: 'yellow',
  'known-failure': 'cyan',
  'unexpected-pass': 'red',
  'not-applicable': 'dim',
  inconclusive: 'yellow',
}

const VERDICT_STYLES: Readonly<Record<Verdict['exitCode'], Style>> = {
  0: 'green',
  1: 'red',
  2: 'yellow',
  3: 'yellow',
}

const LABEL_WIDTH = 12
const LONGEST_MESSAGE = 4_000
const MOST_REASONS = 12
const SLOWEST = 5

/**
 * What a person needs to understand a verification that did not pass.
 * @param reports the folder that the reports are written to, for the path of the transcript
 */
export function failureBlock(verification: VerificationResult, paint: Paint, reports: string): string {
  const { outcome, requirement, level, situation, says, url } = verification
  const sign = `${outcomeSigns[outcome.kind]} ${visible(requirement)}`
  const transcript = transcriptPath(verification)
  const head = `${paint(OUTCOME_STYLES[outcome.kind], sign)}   ${paint('bold', level)}`
  const rows: readonly (readonly [string, string])[] = [
    ['rule', says],
    ['situation', situation],
    ...messageRows(verification),
    ['link', url],
    ...(transcript === undefined ? [] : [['transcript', join(reports, transcript)] as const]),
  ]
  return [head, ...rows.map(([label, text]) => row(label, visible(text), paint))].join('\n')
}

function messageRows({ outcome }: VerificationResult): readonly (readonly [string, string])[] {
  switch (outcome.kind) {
    case 'failed':
    case 'warned':
      return [
        ...(outcome.violates === undefined
          ? []
          : [['violates', `${outcome.violates}, which always holds`] as const]),
        ...labelled(outcome.message),
      ]
    case 'known-failure':
      return [...labelled(outcome.message), ['known', `${outcome.reason} (${outcome.link})`]]
    case 'unexpected-pass':
      return [['passes', `though it is listed as a known failure (${outcome.link}): remove the entry`]]
    case 'inconclusive':
      return [['because', outcome.because]]
    case 'not-applicable':
      return [['lacks', outcome.lacks]]
    case 'passed':
      return []
  }
}

/** Lines of a matcher's message, `expected  …` and `heard  …`, each with its label. */
function labelled(message: string): readonly (readonly [string, string])[] {
  return shortened(message, LONGEST_MESSAGE)
    .split('\n')
    .map((line) => {
      const [, label, rest] = /^(\w+) {2,}(.*)$/.exec(line) ?? []
      return label === undefined || rest === undefined ? ['', line] : [label, rest]
    })
}

function row(label: string, text: string, paint: Paint): string {
  const continued = `\n${' '.repeat(LABEL_WIDTH + 2)}`
  return `  ${paint('dim', label.padEnd(LABEL_WIDTH))}${text.replaceAll('\n', continued)}`.trimEnd()
}

/**
 * The last words of a run: verdict and why, counts by outcome, the slowest verifications, the files.
 * @param reports the files that were written, the one to open first in front
 */
export function summary(run: RunResult, reports: readonly string[], paint: Paint): string {
  const { exitCode, headline, reasons } = verdict(run)
  const more = reasons.length - MOST_REASONS
  return [
    paint(VERDICT_STYLES[exitCode], visible(headline)),
    ...reasons.slice(0, MOST_REASONS).map((reason) => `  - ${visible(reason)}`),
    ...(more > 0 ? [`  - and ${grouped(more)} more`] : []),
    '',
    row('outcomes', outcomes(run, paint), paint),
    ...run.scenarios.map(({ id, validity, thresholds }) => {
      const broken = thresholds.filter(({ kept }) => !kept).length
      const judged = broken === 0 ? 'thresholds kept' : `${broken} of ${thresholds.length} thresholds broken`
      return row(
        'load',
        `${id}: ${validity.valid ? judged : 'invalid, its numbers may not be believed'}`,
        paint,
      )
    }),
    ...(run.capacities ?? []).map((capacity) => {
      const { scenario, sustained, objective, limit } = capacity
      return row(
        'capacity',
        sustained === undefined
          ? `${scenario}: ${capacityWords(capacity)}; ${limit}`
          : `${scenario}: ${capacityWords(capacity)} with ${objective}\nkept ${capacityCertainty(capacity)}\nits limit: ${limit}`,
        paint,
      )
    }),
    ...slowest(run, paint),
    row('took', duration(run.durationMs), paint),
    ...(reports.length === 0 ? [] : [row('reports', reports.join('\n'), paint)]),
    '',
  ].join('\n')
}

function outcomes({ verifications }: RunResult, paint: Paint): string {
  const shown = tallied(verifications)
  if (shown.length === 0) return 'no verification ran'
  return shown
    .map(({ kind, count }) => paint(OUTCOME_STYLES[kind], `${grouped(count)} ${outcomeWords[kind]}`))
    .join(' · ')
}

function slowest({ verifications }: RunResult, paint: Paint): readonly string[] {
  const slow = verifications.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, SLOWEST)
  if (slow.length === 0) return []
  const lines = slow.map(
    ({ durationMs, requirement }) => `${duration(durationMs).padStart(8)}  ${visible(requirement)}`,
  )
  return [row('slowest', lines.join('\n'), paint)]
}
