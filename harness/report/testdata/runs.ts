import { readFileSync } from 'node:fs'
import { isCapability } from '../../core/capability.ts'
import type { RunResult, ScenarioResult, VerificationResult } from '../../core/run-result.ts'
import { parseRun } from '../schema.ts'

export const richRunText = readFileSync(new URL('./run.json', import.meta.url), 'utf8')

/** Every kind of outcome, odd characters, a valid and an invalid scenario. */
export const richRun: RunResult = parseRun(richRunText, 'run.json')

/** Markup that would run a script if any renderer let it through. */
const hostile = `</script><img src=x onerror="window.hacked=1">'"&`

const { capacities, ...withoutCapacities } = richRun
/** Searches that found a rate. */
export const foundCapacities = capacities ?? []

/** A run of the size that suites have, in which everything is as it should be. */
export const greenRun: RunResult = {
  ...withoutCapacities,
  profile: { ...richRun.profile, promises: ['starttls', 'muc', 'http-upload'] },
  verifications: manyVerifications(160),
  scenarios: richRun.scenarios.map(keptAndValid),
  serverFindings: [],
  staleKnownFailures: [],
  problems: [],
}

/** The same run with a single verification that failed. */
export const oneRedRun: RunResult = {
  ...greenRun,
  verifications: [...greenRun.verifications, first('failed')],
}

/** The same run with a load that the generator could not make. */
export const invalidLoadRun: RunResult = {
  ...greenRun,
  scenarios: richRun.scenarios.filter(({ validity }) => !validity.valid),
}

/** A run that asked nothing. */
export const emptyRun: RunResult = { ...greenRun, verifications: [], scenarios: [] }

const WORDS_OF_THE_FORMAT = [
  'schema',
  'startedAt',
  'kind',
  'level',
  'lacks',
  'provider',
  'histogram',
  'verdict',
]

/** `richRun` with markup in every free text, whoever wrote it. */
export const hostileRun: RunResult = parseRun(
  JSON.stringify(richRun, (key, value) => (isFreeText(key, value) ? `${value}${hostile}` : value)),
  'hostile.json',
)

/** The first verification of `richRun` with that outcome. */
export function first(kind: VerificationResult['outcome']['kind']): VerificationResult {
  const found = richRun.verifications.find(({ outcome }) => outcome.kind === kind)
  if (found === undefined) throw new Error(`run.json has no verification that is ${kind}`)
  return found
}

/** A scenario as it would be had it been valid and had it kept its thresholds. */
function keptAndValid(scenario: ScenarioResult): ScenarioResult {
  return {
    ...scenario,
    received: scenario.sent,
    dropped: 0,
    lost: 0,
    reordered: 0,
    errors: {},
    examples: [],
    thresholds: scenario.thresholds.map((threshold) => ({ ...threshold, kept: true })),
    validity: { ...scenario.validity, valid: true, reasons: [] },
  }
}

/** Verifications that passed, spread over the sections of the specifications in `richRun`. */
export function manyVerifications(count: number): readonly VerificationResult[] {
  const models = richRun.verifications.filter(({ outcome }) => outcome.kind === 'passed')
  return Array.from({ length: count }, (_, index) => {
    const model = models[index % models.length] ?? first('passed')
    const section = `${1 + (index % 9)}.${1 + (index % 4)}`
    return {
      ...model,
      section,
      requirement: `${model.spec}/${section}/rule-${index}`,
      situation: `situation ${index}`,
      observed: [],
      errors: [],
    }
  })
}

/** Capabilities are the strings of lists that are words of the format, too. */
function isFreeText(key: string, value: unknown): boolean {
  return typeof value === 'string' && !WORDS_OF_THE_FORMAT.includes(key) && !isCapability(value)
}
