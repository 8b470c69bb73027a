import { escapeXml } from '../core/element.ts'
import type {
  CapacityResult,
  RunResult,
  ScenarioResult,
  SpecCoverage,
  VerificationResult,
} from '../core/run-result.ts'
import { verdictWords } from './badge.ts'
import { capacityWords } from './capacity-state.ts'
import { findings } from './findings.ts'
import { outcomeWords, tallied, verificationsOf } from './outcomes.ts'
import type { Renderer } from './renderer.ts'
import { evidenceOf } from './transcripts.ts'
import { targetName, verdict } from './verdict.ts'
import { visible } from './visible.ts'
import { webAddress } from './web-address.ts'
import { counted, duration, grouped, listed, milliseconds, shortened, specName } from './wording.ts'

// A comment on GitHub holds 65,536 characters, so the parts together stay below that.
const BUDGETS = { reasons: 8_000, failed: 24_000, list: 5_000, coverage: 6_000, load: 8_000 }
const LONGEST = { inline: 300, message: 2_000, transcript: 2_000 }

/** A summary for a CI page, of bounded length. */
export const markdown: Renderer = {
  format: 'markdown',
  render: (run) => {
    const parts = [
      headline(run),
      counts(run),
      tested(run),
      reasons(run),
      failed(run),
      list('Not followed (SHOULD)', verificationsOf(run, 'warned').map(line)),
      list('Known failures that pass', verificationsOf(run, 'unexpected-pass').map(line)),
      list(
        'Inconclusive',
        verificationsOf(run, 'inconclusive').map(
          (verification) => `${line(verification)}: ${inline(verification.outcome.because)}`,
        ),
      ),
      coverage(run.coverage),
      load(run.scenarios),
      capacity(run.capacities ?? []),
    ]
    const contents = `${parts.filter((part) => part !== '').join('\n\n')}\n\nEverything else is in report.html and run.json.\n`
    return [{ path: 'summary.md', contents }]
  },
}

const VERDICT_SIGNS = { 0: '✅', 1: '❌', 2: '⛔', 3: '❔' } as const

function headline(run: RunResult): string {
  const { exitCode, headline: sentence } = verdict(run)
  return `## ${VERDICT_SIGNS[exitCode]} Touchstone: ${verdictWords[exitCode]}\n\n**${inline(sentence)}**`
}

function counts(run: RunResult): string {
  const shown = tallied(run.verifications)
  if (shown.length === 0) return ''
  return table(
    shown.map(({ kind }) => outcomeWords[kind]),
    [shown.map(({ count }) => grouped(count))],
  )
}

function tested(run: RunResult): string {
  const { target, machine, profile } = run
  const server =
    target === undefined
      ? 'no server could be started'
      : listed([
          targetName(run),
          ...(target.software.database === undefined ? [] : [target.software.database]),
          `provider ${target.provider}`,
          `path ${target.path}`,
        ])
  const settings = `profile ${profile.id}${profile.strict ? ' (strict)' : ''}, ${machine.os}, ${machine.cpu}, ${counted(machine.cores, 'core')}`
  return inline(
    `${server}; ${settings}; ${duration(run.durationMs)}; run ${run.id}; Touchstone ${run.harness}`,
  )
}

function reasons(run: RunResult): string {
  return list(
    'Why',
    findings(run).map(({ sentence }) => inline(sentence)),
    BUDGETS.reasons,
  )
}

function failed(run: RunResult): string {
  const entries = verificationsOf(run, 'failed').map((verification) => {
    const transcript = evidenceOf(verification.outcome)?.transcript ?? ''
    return [
      `<details><summary>${named(verification, inHtml)}</summary>`,
      '',
      `${inline(verification.says)} (${specification(verification)})`,
      '',
      fenced(shortened(verification.outcome.message, LONGEST.message)),
      ...(transcript === '' ? [] : ['', 'Transcript', '', fenced(shortened(transcript, LONGEST.transcript))]),
      '',
      '</details>',
    ].join('\n')
  })
  return entries.length === 0 ? '' : ['### Failed', ...within(BUDGETS.failed, entries)].join('\n\n')
}

function coverage(specs: readonly SpecCoverage[]): string {
  if (specs.length === 0) return ''
  const rows = specs.map(({ spec, must, should }) => [
    inline(specName(spec)),
    ...[must, should].flatMap(({ verified, excluded, open, observable }) => [
      `${verified} of ${observable}`,
      String(excluded),
      String(open),
    ]),
  ])
  const head = ['Specification', 'MUST verified', 'excluded', 'open', 'SHOULD verified', 'excluded', 'open']
  return `### Coverage\n\n${table(head, rows, BUDGETS.coverage)}`
}

function load(scenarios: readonly ScenarioResult[]): string {
  if (scenarios.length === 0) return ''
  const rows = scenarios.flatMap((scenario) => {
    const { id, size, validity, sent, dropped, lost } = scenario
    const broken = scenario.thresholds.filter(({ kept }) => !kept).length
    const judged = broken === 0 ? 'kept' : `**${broken} broken**`
    const judgement = validity.valid ? judged : '**invalid: not to be believed**'
    const latencies = scenario.latencies.length === 0 ? [undefined] : scenario.latencies
    return latencies.map((latency) => [
      inline(id),
      inline(size),
      judgement,
      inline(latency?.name ?? '–'),
      ...[latency?.p50, latency?.p99, latency?.max].map((ms) =>
        ms === undefined || !validity.valid ? '–' : `${milliseconds(ms)} ms`,
      ),
      grouped(sent),
      grouped(dropped),
      grouped(lost),
    ])
  })
  const head = ['Scenario', 'Size', 'Thresholds', 'Latency', 'p50', 'p99', 'max', 'sent', 'dropped', 'lost']
  return `### Load\n\n${table(head, rows, BUDGETS.load)}`
}

function capacity(capacities: readonly CapacityResult[]): string {
  if (capacities.length === 0) return ''
  const rows = capacities.map((capacity) => {
    const { scenario, objective, limit } = capacity
    return [inline(scenario), `**${capacityWords(capacity)}**`, inline(objective), inline(limit)]
  })
  return `### Capacity\n\n${table(['Scenario', 'Capacity', 'Objective', 'Limit'], rows)}`
}

function line(verification: VerificationResult): string {
  return named(verification, inline)
}

/** `MUST NOT rfc6121/…: the situation`. */
function named(
  { level, requirement, situation }: VerificationResult,
  escaped: (text: string) => string,
): string {
  return `<b>${level}</b> ${escaped(requirement)}: ${escaped(situation)}`
}

function specification({ spec, section, url }: VerificationResult): string {
  const name = inline(`${specName(spec)} §${section}`)
  const address = webAddress(url)
  return address === undefined ? name : `[${name}](${address})`
}

function list(title: string, entries: readonly string[], budget = BUDGETS.list): string {
  if (entries.length === 0) return ''
  const items = within(
    budget,
    entries.map((entry) => `- ${entry}`),
  )
  return `### ${title}\n\n${items.join('\n')}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[], budget = BUDGETS.list): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...within(budget, rows.map(row))].join('\n')
}

/** As many entries as the budget of characters holds, and how many are left out. */
function within(budget: number, entries: readonly string[]): readonly string[] {
  let spent = 0
  const fitting = entries.findIndex((entry) => {
    spent += entry.length
    return spent > budget
  })
  if (fitting === -1) return entries
  return [...entries.slice(0, fitting), `… and ${grouped(entries.length - fitting)} more in report.html`]
}

/** One line of text in which nothing is markup. */
function inline(text: string): string {
  return inHtml(text).replace(/[\\`*_{}[\]#|~]/g, '\\$&')
}

/** The same inside an element of HTML, where Markdown is not read. */
function inHtml(text: string): string {
  return escapeXml(shortened(visible(text).replace(/\s+/g, ' ').trim(), LONGEST.inline))
}

/** A code block whose fence is longer than any run of backticks in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${visible(text)}\n${fence}`
}
