import { escapeXml } from '../core/element.ts'
import type { RunResult, ScenarioResult, VerificationResult } from '../core/run-result.ts'
import { capacityState, capacityWords } from './capacity-state.ts'
import { blames, findings } from './findings.ts'
import { groupBy } from './outcomes.ts'
import type { Renderer } from './renderer.ts'
import { evidenceOf } from './transcripts.ts'
import { visible } from './visible.ts'
import { listed, specName } from './wording.ts'

/**
 * JUnit XML that GitHub's annotators, GitLab and Jenkins read. A suite is a section of a specification, a
 * scenario, or the run as a whole. It holds a failure exactly where the server is at fault and an error exactly where the
 * run could not find out, so a reader of it comes to the same verdict.
 */
export const junit: Renderer = {
  format: 'junit',
  render: (run) => {
    const suites = [...sections(run), ...run.scenarios.map(scenarioSuite), ...found(run), ...wholeRun(run)]
    const cases = suites.flatMap((suite) => suite.cases)
    const contents = [
      `<?xml version="1.0" encoding="UTF-8"?>`,
      `<testsuites name="touchstone"${totals(cases)} time="${seconds(run.durationMs)}">`,
      ...suites.map(suiteXml),
      '</testsuites>',
      '',
    ].join('\n')
    return [{ path: 'junit.xml', contents }]
  },
}

interface Suite {
  readonly name: string
  readonly startedAt: number
  readonly cases: readonly Case[]
}

interface Case {
  readonly classname: string
  readonly name: string
  readonly durationMs: number
  readonly properties: Readonly<Record<string, string>>
  readonly result?: Result
  readonly systemOut?: string
}

/** `failure`: the server is at fault. `error`: not found out. `skipped`: nothing to judge. */
interface Result {
  readonly element: 'failure' | 'error' | 'skipped'
  readonly message: string
  readonly type?: string
  readonly text?: string
}

function sections(run: RunResult): readonly Suite[] {
  const bySection = groupBy(run.verifications, ({ spec, section }) => `${spec}/${section}`)
  return [...bySection].map(([name, verifications]) => ({
    name,
    startedAt: Math.min(...verifications.map(({ startedAt }) => startedAt)),
    cases: verifications.map((verification) => verificationCase(verification, run.profile.strict)),
  }))
}

function verificationCase(verification: VerificationResult, strict: boolean): Case {
  const { outcome, level, section, spec, url, observed } = verification
  const result = resultOf(verification, strict)
  const systemOut = systemOutOf(verification)
  return {
    classname: verification.requirement,
    name: verification.situation,
    durationMs: verification.durationMs,
    properties: {
      outcome: outcome.kind,
      level,
      section: `${specName(spec)} §${section}`,
      url,
      ...(observed.length > 0 ? { observed: listed(observed) } : {}),
    },
    ...(result === undefined ? {} : { result }),
    ...(systemOut === '' ? {} : { systemOut }),
  }
}

function resultOf({ outcome, level, says, url }: VerificationResult, strict: boolean): Result | undefined {
  const broken = { message: `${level} broken: ${says}`, type: level }
  switch (outcome.kind) {
    case 'passed':
      return undefined
    case 'failed':
      return {
        element: 'failure',
        ...broken,
        text: `${violation(outcome.violates)}${outcome.message}\n${url}`,
      }
    case 'warned':
      return strict
        ? { element: 'failure', ...broken, text: `${violation(outcome.violates)}${outcome.message}\n${url}` }
        : undefined
    case 'unexpected-pass':
      return {
        element: 'failure',
        message: 'passes though it is listed as a known failure: remove the entry',
        type: 'unexpected-pass',
        text: `${outcome.reason}\n${outcome.link}`,
      }
    case 'known-failure':
      return { element: 'skipped', message: `known failure: ${outcome.reason} (${outcome.link})` }
    case 'not-applicable':
      return {
        element: 'skipped',
        message: `not applicable: the server lacks ${outcome.lacks}, which is not promised`,
      }
    case 'inconclusive':
      return {
        element: 'error',
        message: 'could not be found out',
        type: 'inconclusive',
        text: outcome.because,
      }
  }
}

function violation(violates: string | undefined): string {
  return violates === undefined ? '' : `breaks ${violates}, which always holds\n`
}

function systemOutOf({ outcome }: VerificationResult): string {
  const evidence = evidenceOf(outcome)
  return [
    ...(outcome.kind === 'warned' || outcome.kind === 'known-failure' ? [outcome.message] : []),
    ...(evidence === undefined ? [] : [evidence.transcript]),
    ...(evidence === undefined || evidence.serverLog === ''
      ? []
      : [`log of the server\n${evidence.serverLog}`]),
  ].join('\n\n')
}

function scenarioSuite(scenario: ScenarioResult): Suite {
  const { id, size, path, validity } = scenario
  const properties = { question: scenario.question, size, path }
  const believable: Case = {
    classname: id,
    name: 'the numbers may be believed',
    durationMs: scenario.durationMs,
    properties,
    ...(validity.valid
      ? {}
      : {
          result: {
            element: 'error',
            message: 'invalid: the numbers may not be believed',
            type: 'invalid',
            text: validity.reasons.join('\n'),
          },
        }),
  }
  const thresholds = scenario.thresholds.map(({ metric, bound, measured, kept }): Case => {
    const message = `${metric} was ${measured}, the bound is ${bound}`
    const judged: { readonly result?: Result } = kept
      ? {}
      : { result: { element: 'failure', message, type: 'threshold' } }
    const unjudged = {
      result: { element: 'skipped', message: `not judged, the run is invalid: ${message}` },
    } as const
    return {
      classname: id,
      name: `${metric} ${bound}`,
      durationMs: 0,
      properties: { measured },
      ...(validity.valid ? judged : unjudged),
    }
  })
  return { name: id, startedAt: scenario.startedAt, cases: [believable, ...thresholds] }
}

/** Capacities that were found; those that were not are said of the run as a whole. */
function found({ capacities = [] }: RunResult): readonly Suite[] {
  return capacities.flatMap((capacity) => {
    const { scenario, objective, limit, startedAt, durationMs } = capacity
    return capacityState(capacity) !== 'found'
      ? []
      : [
          {
            name: `capacity of ${scenario}`,
            startedAt,
            cases: [
              {
                classname: `capacity of ${scenario}`,
                name: objective,
                durationMs,
                properties: { capacity: capacityWords(capacity), limit },
              },
            ],
          },
        ]
  })
}

/** What is about no verification and no scenario: promises, the server's log, problems of the run. */
function wholeRun(run: RunResult): readonly Suite[] {
  const cases = findings(run)
    .filter(({ verification, scenario }) => verification === undefined && scenario === undefined)
    .map((finding): Case => {
      const element = blames(finding) === 'server' ? 'failure' : 'error'
      return {
        classname: 'run',
        name: finding.sentence,
        durationMs: 0,
        properties: {},
        result: { element, message: finding.sentence, type: finding.kind },
      }
    })
  return cases.length === 0 ? [] : [{ name: 'run', startedAt: Date.parse(run.startedAt), cases }]
}

function suiteXml({ name, startedAt, cases }: Suite): string {
  const time = cases.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const head = `${attribute('name', name)}${totals(cases)}${attribute('timestamp', timestamp(startedAt))} time="${seconds(time)}"`
  return [`  <testsuite${head}>`, ...cases.map(caseXml), '  </testsuite>'].join('\n')
}

function caseXml({ classname, name, durationMs, properties, result, systemOut }: Case): string {
  const head = `${attribute('classname', classname)}${attribute('name', name)} time="${seconds(durationMs)}"`
  const listedProperties = Object.entries(properties).map(
    ([key, value]) => `        <property${attribute('name', key)}${attribute('value', value)}/>`,
  )
  const children = [
    ...(listedProperties.length === 0
      ? []
      : ['      <properties>', ...listedProperties, '      </properties>']),
    ...(result === undefined ? [] : [resultXml(result)]),
    ...(systemOut === undefined ? [] : [`      <system-out>${text(systemOut)}</system-out>`]),
  ]
  return children.length === 0
    ? `    <testcase${head}/>`
    : [`    <testcase${head}>`, ...children, '    </testcase>'].join('\n')
}

function resultXml({ element, message, type, text: body }: Result): string {
  const head = `${attribute('message', message)}${type === undefined ? '' : attribute('type', type)}`
  return body === undefined
    ? `      <${element}${head}/>`
    : `      <${element}${head}>${text(body)}</${element}>`
}

function totals(cases: readonly Case[]): string {
  const withElement = (element: Result['element']): number =>
    cases.filter(({ result }) => result?.element === element).length
  return ` tests="${cases.length}" failures="${withElement('failure')}" errors="${withElement('error')}" skipped="${withElement('skipped')}"`
}

function attribute(name: string, value: string): string {
  return ` ${name}="${text(value.replace(/\s+/g, ' ').trim())}"`
}

function text(value: string): string {
  return escapeXml(visible(value))
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

/** JUnit's schema wants no time zone; it is UTC. */
function timestamp(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19)
}
