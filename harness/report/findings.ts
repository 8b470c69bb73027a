import { type Capability, capabilities } from '../core/capability.ts'
import type { CapacityResult, RunResult, ScenarioResult, VerificationResult } from '../core/run-result.ts'
import { capacityState, capacityWords } from './capacity-state.ts'
import { groupBy, tally, verificationsOf } from './outcomes.ts'
import { counted, grouped, listed, shortened } from './wording.ts'

/** One thing that keeps a run from conforming. */
export interface Finding {
  readonly kind: FindingKind
  /** One sentence that stands by itself. */
  readonly sentence: string
  /** What it is about; absent when it is about the run as a whole. */
  readonly verification?: VerificationResult
  readonly scenario?: ScenarioResult
}

interface KindOfFinding {
  /** `server`: the server is at fault. `run`: this run could not find out. */
  readonly blames: 'server' | 'run'
  /** How several of the kind are said in a headline. */
  readonly phrase: (count: number) => string
}

/** Most important first. */
export const findingKinds = {
  'broken-requirement': {
    blames: 'server',
    phrase: (count) => `${counted(count, 'requirement is', 'requirements are')} broken`,
  },
  'missing-promise': {
    blames: 'server',
    phrase: (count) => `${counted(count, 'promised capability is', 'promised capabilities are')} missing`,
  },
  'broken-threshold': {
    blames: 'server',
    phrase: (count) => `${counted(count, 'load threshold is', 'load thresholds are')} broken`,
  },
  'no-capacity': {
    blames: 'server',
    phrase: (count) => `${counted(count, 'objective is', 'objectives are')} broken at every rate`,
  },
  'server-error': {
    blames: 'server',
    phrase: (count) => `the server logged ${counted(count, 'error')}`,
  },
  'unexpected-pass': {
    blames: 'server',
    phrase: (count) => `${counted(count, 'known failure passes', 'known failures pass')} now`,
  },
  'stale-known-failure': {
    blames: 'server',
    phrase: (count) =>
      `${counted(count, 'known-failure entry matches', 'known-failure entries match')} nothing`,
  },
  'broken-recommendation': {
    blames: 'server',
    phrase: (count) =>
      `${counted(count, 'recommendation is', 'recommendations are')} not followed and the profile is strict`,
  },
  problem: {
    blames: 'run',
    phrase: (count) => `the run met ${counted(count, 'problem')}`,
  },
  'nothing-ran': {
    blames: 'run',
    phrase: () => 'nothing was asked of the server',
  },
  inconclusive: {
    blames: 'run',
    phrase: (count) => `${counted(count, 'verification')} could not find out`,
  },
  'invalid-scenario': {
    blames: 'run',
    phrase: (count) => `${counted(count, 'load scenario is', 'load scenarios are')} invalid`,
  },
  'unknown-capacity': {
    blames: 'run',
    phrase: (count) => `${counted(count, 'capacity is', 'capacities are')} unknown`,
  },
  'harness-lacks': {
    blames: 'run',
    phrase: (count) =>
      `${counted(count, 'ability that the profile promises is', 'abilities that the profile promises are')} missing here`,
  },
} as const satisfies Readonly<Record<string, KindOfFinding>>

export type FindingKind = keyof typeof findingKinds

/** Everything that keeps the run from conforming, most important first; empty when it conforms. */
export function findings(run: RunResult): readonly Finding[] {
  const found = [
    ...brokenRequirements(run, 'failed', 'broken-requirement'),
    ...missingPromises(run),
    ...brokenThresholds(run),
    ...serverErrors(run),
    ...unexpectedPasses(run),
    ...staleKnownFailures(run),
    ...(run.profile.strict ? brokenRequirements(run, 'warned', 'broken-recommendation') : []),
    ...run.problems.map((sentence): Finding => ({ kind: 'problem', sentence })),
    ...nothingRan(run),
    ...inconclusive(run),
    ...invalidScenarios(run),
    ...missingCapacities(run),
  ]
  const importance = Object.keys(findingKinds)
  return found.toSorted((a, b) => importance.indexOf(a.kind) - importance.indexOf(b.kind))
}

export function blames(finding: Finding): 'server' | 'run' {
  return findingKinds[finding.kind].blames
}

/** `2 requirements are broken and 1 load threshold is broken`. */
export function inPhrases(found: readonly Finding[]): string {
  const byKind = groupBy(found, ({ kind }) => kind)
  return listed([...byKind].map(([kind, group]) => findingKinds[kind as FindingKind].phrase(group.length)))
}

/** The requirement that a verification that did not pass speaks of: its own, or an invariant. */
function brokenRequirement({ outcome, requirement }: VerificationResult): string {
  const broken = outcome.kind === 'failed' || outcome.kind === 'warned' ? outcome.violates : undefined
  return broken ?? requirement
}

function brokenRequirements(run: RunResult, outcome: 'failed' | 'warned', kind: FindingKind): Finding[] {
  const broken = groupBy(verificationsOf(run, outcome), brokenRequirement)
  return [...broken].flatMap(([id, group]) => {
    const [first] = group
    if (first === undefined) return []
    const rule =
      id === first.requirement
        ? `${first.says} (${first.level}, ${id})`
        : `${id}, which always holds, while ${first.requirement} was verified`
    const more = group.length === 1 ? '' : `, in ${group.length} situations`
    return [{ kind, sentence: `Broken: ${rule}${more}.`, verification: first }]
  })
}

/** Promises that a provider keeps, not the server: without them nothing can be said against the server. */
const ABILITIES_OF_THE_HARNESS: ReadonlySet<Capability> = new Set([
  'control-restart',
  'control-kill',
  'control-clock',
  'control-database',
  'server-log',
  'resource-samples',
])

function missingPromises({ profile, target }: RunResult): Finding[] {
  if (target === undefined) return []
  return profile.promises
    .filter((promised) => !target.capabilities.includes(promised))
    .map((promised) => {
      const said = `Profile ${profile.id} promises ${promised}: ${capabilities[promised]}`
      return ABILITIES_OF_THE_HARNESS.has(promised)
        ? { kind: 'harness-lacks', sentence: `${said}; here it cannot.` }
        : { kind: 'missing-promise', sentence: `${said}; the server does not offer it.` }
    })
}

function brokenThresholds({ scenarios }: RunResult): Finding[] {
  return scenarios
    .filter(({ validity }) => validity.valid)
    .flatMap((scenario) =>
      scenario.thresholds
        .filter(({ kept }) => !kept)
        .map(
          ({ metric, bound, measured }): Finding => ({
            kind: 'broken-threshold',
            sentence: `Threshold broken: in ${scenario.id}, ${metric} was ${measured}, the bound is ${bound}.`,
            scenario,
          }),
        ),
    )
}

function serverErrors({ serverFindings }: RunResult): Finding[] {
  return serverFindings.map(({ line }) => ({
    kind: 'server-error',
    sentence: `The server logged an error that no single verification explains: ${shortened(line.trim(), 200)}`,
  }))
}

function unexpectedPasses(run: RunResult): Finding[] {
  return verificationsOf(run, 'unexpected-pass').map((verification) => ({
    kind: 'unexpected-pass',
    sentence: `${verification.requirement} passes though it is listed as a known failure (${verification.outcome.link}): remove the entry.`,
    verification,
  }))
}

function staleKnownFailures(run: RunResult): Finding[] {
  return run.staleKnownFailures.map((entry) => ({
    kind: 'stale-known-failure',
    sentence: `The known-failure entry ${entry} matches nothing: remove it or correct it.`,
  }))
}

function missingCapacities({ capacities = [] }: RunResult): Finding[] {
  return capacities.filter((capacity) => capacityState(capacity) !== 'found').map(missingCapacity)
}

function missingCapacity(capacity: CapacityResult): Finding {
  const { scenario, objective, reached, limit } = capacity
  if (capacityState(capacity) === 'none') {
    return {
      kind: 'no-capacity',
      sentence: `The server keeps "${objective}" of ${scenario} at no rate${reached === undefined ? '' : ` each time, only at times up to ${grouped(reached)} a second`}; what limits it: ${limit}.`,
    }
  }
  const more = capacity.sustained === undefined ? '' : '; more could not be measured'
  return {
    kind: 'unknown-capacity',
    sentence: `The capacity of ${scenario} is ${capacityWords(capacity)}${more}: ${limit}.`,
  }
}

function nothingRan({ verifications, scenarios, capacities = [] }: RunResult): Finding[] {
  if (scenarios.some(({ sent }) => sent > 0) || capacities.some(({ steps }) => steps.length > 0)) return []
  if (tally(verifications)['not-applicable'] < verifications.length) return []
  if (scenarios.length > 0) {
    return [{ kind: 'nothing-ran', sentence: 'No verification ran, and no scenario sent anything.' }]
  }
  return [
    {
      kind: 'nothing-ran',
      sentence:
        verifications.length === 0
          ? 'Nothing ran: no verification and no scenario was selected, or none could start.'
          : `Nothing ran: not one of ${counted(verifications.length, 'verification')} applies to this server.`,
    },
  ]
}

function inconclusive(run: RunResult): Finding[] {
  return verificationsOf(run, 'inconclusive').map((verification) => ({
    kind: 'inconclusive',
    sentence: `${verification.requirement} could not be found out: ${shortened(firstLine(verification.outcome.because), 200)}`,
    verification,
  }))
}

function invalidScenarios({ scenarios }: RunResult): Finding[] {
  return scenarios
    .filter(({ validity }) => !validity.valid)
    .map((scenario) => ({
      kind: 'invalid-scenario',
      sentence: `The numbers of ${scenario.id} may not be believed: ${listed(scenario.validity.reasons) || 'no reason was recorded'}.`,
      scenario,
    }))
}

function firstLine(text: string): string {
  return text.split('\n', 1).join('')
}
