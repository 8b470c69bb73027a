import { describe, expect, test } from 'vitest'
import type { CapacityResult, RunResult, ScenarioResult } from '../core/run-result.ts'
import {
  emptyRun,
  first,
  foundCapacities,
  greenRun,
  invalidLoadRun,
  oneRedRun,
  richRun,
} from './testdata/runs.ts'
import { verdict } from './verdict.ts'

const noLoad: RunResult = { ...greenRun, scenarios: [] }
const [valid, invalid] = richRun.scenarios as readonly [ScenarioResult, ScenarioResult]

function asked(run: Partial<RunResult>): RunResult {
  return { ...noLoad, ...run }
}

function also(kind: Parameters<typeof first>[0], run: RunResult = noLoad): RunResult {
  return { ...run, verifications: [...run.verifications, first(kind)] }
}

function strict(run: RunResult): RunResult {
  return { ...run, profile: { ...run.profile, strict: true } }
}

const { target: _, ...withoutTarget } = noLoad

interface Row {
  readonly title: string
  readonly run: RunResult
  readonly headline: string
  /** The beginning of each reason, in order. */
  readonly reasons?: readonly string[]
}

describe('conforms, exit code 0', () => {
  test.each<Row>([
    {
      title: 'everything passed and every threshold was kept',
      run: greenRun,
      headline:
        'Prosody 13.0.6 conforms: 160 verifications passed and 2 load scenarios kept their thresholds.',
    },
    {
      title: 'conformance alone',
      run: noLoad,
      headline: 'Prosody 13.0.6 conforms: 160 verifications passed.',
    },
    {
      title: 'load alone',
      run: { ...greenRun, verifications: [], scenarios: greenRun.scenarios.slice(0, 1) },
      headline: 'Prosody 13.0.6 conforms: 1 load scenario kept its thresholds.',
    },
    {
      title: 'a capacity that was found',
      run: asked({ verifications: [], capacities: foundCapacities }),
      headline: 'Prosody 13.0.6 conforms: 1 capacity was found.',
    },
    {
      title: 'a scenario without thresholds',
      run: asked({ verifications: [], scenarios: [{ ...valid, thresholds: [] }] }),
      headline: 'Prosody 13.0.6 conforms: 1 load scenario kept its thresholds.',
    },
    {
      title: 'a broken SHOULD in a profile that is not strict',
      run: also('warned'),
      headline: 'Prosody 13.0.6 conforms: 160 verifications passed, with 1 warning.',
    },
    {
      title: 'a known failure',
      run: also('known-failure', also('warned')),
      headline: 'Prosody 13.0.6 conforms: 160 verifications passed, with 1 warning and 1 known failure.',
    },
    {
      title: 'nothing but a known failure',
      run: asked({ verifications: [first('known-failure')] }),
      headline: 'Prosody 13.0.6 conforms: 0 verifications passed, with 1 known failure.',
    },
    {
      title: 'a verification that does not apply beside one that passed',
      run: asked({ verifications: [first('passed'), first('not-applicable')] }),
      headline: 'Prosody 13.0.6 conforms: 1 verification passed.',
    },
    {
      title: 'verifications that do not apply beside a load that ran',
      run: { ...greenRun, verifications: [first('not-applicable')] },
      headline: 'Prosody 13.0.6 conforms: 0 verifications passed and 2 load scenarios kept their thresholds.',
    },
    {
      title: 'a part of the suites',
      run: asked({ filters: ['rfc6121', 'xep0045/7'] }),
      headline: 'Prosody 13.0.6 conforms: 160 verifications passed; only rfc6121 and xep0045/7 were asked.',
    },
    {
      title: 'a capability that is found and not promised',
      run: asked({ profile: { id: 'gate', strict: true, promises: [] } }),
      headline: 'Prosody 13.0.6 conforms: 160 verifications passed.',
    },
  ])('$title', ({ run, headline }) => {
    expect(verdict(run)).toEqual({ exitCode: 0, headline, reasons: [] })
  })
})

describe('the server is at fault, exit code 1', () => {
  test.each<Row>([
    {
      title: 'a broken MUST',
      run: oneRedRun,
      headline: 'Prosody 13.0.6 does not conform: 1 requirement is broken.',
      reasons: [
        'Broken: a message to the bare JID reaches no resource whose priority is negative (MUST NOT, rfc6121/8.5.2.1.1/never-to-negative-priority).',
      ],
    },
    {
      title: 'one requirement broken in two situations',
      run: also('failed', oneRedRun),
      headline: 'Prosody 13.0.6 does not conform: 1 requirement is broken.',
      reasons: [
        'Broken: a message to the bare JID reaches no resource whose priority is negative (MUST NOT, rfc6121/8.5.2.1.1/never-to-negative-priority), in 2 situations.',
      ],
    },
    {
      title: 'an invariant broken while something else was verified',
      run: asked({ verifications: richRun.verifications.filter(({ section }) => section === '2.1.6') }),
      headline: 'Prosody 13.0.6 does not conform: 1 requirement is broken.',
      reasons: [
        'Broken: rfc6120/8.1.2.1/from-stamped, which always holds, while rfc6121/2.1.6/push-to-interested was verified.',
      ],
    },
    {
      title: 'a promised capability that is missing',
      run: asked({ profile: { id: 'gate', strict: false, promises: ['muc', 'mam', 'push'] } }),
      headline: 'Prosody 13.0.6 does not conform: 2 promised capabilities are missing.',
      reasons: [
        'Profile gate promises mam: message archive (XEP-0313); the server does not offer it.',
        'Profile gate promises push: push notifications (XEP-0357); the server does not offer it.',
      ],
    },
    {
      title: 'a threshold broken in a valid scenario',
      run: { ...greenRun, scenarios: [valid] },
      headline: 'Prosody 13.0.6 does not conform: 1 load threshold is broken.',
      reasons: ['Threshold broken: in load/one-to-one-chat, lost was 2, the bound is ≤ 0.'],
    },
    {
      title: 'an error in the log of the server',
      run: asked({ serverFindings: richRun.serverFindings }),
      headline: 'Prosody 13.0.6 does not conform: the server logged 1 error.',
      reasons: ['The server logged an error that no single verification explains: Nov 22 20:34:20'],
    },
    {
      title: 'a known failure that passes',
      run: also('unexpected-pass'),
      headline: 'Prosody 13.0.6 does not conform: 1 known failure passes now.',
      reasons: ['rfc6121/3.1.3/pending-stored passes though it is listed as a known failure'],
    },
    {
      title: 'a known-failure entry that matches nothing',
      run: asked({ staleKnownFailures: ['rfc6121/9.9.9/gone'] }),
      headline: 'Prosody 13.0.6 does not conform: 1 known-failure entry matches nothing.',
      reasons: ['The known-failure entry rfc6121/9.9.9/gone matches nothing: remove it or correct it.'],
    },
    {
      title: 'a broken SHOULD in a strict profile',
      run: strict(also('warned')),
      headline:
        'Prosody 13.0.6 does not conform: 1 recommendation is not followed and the profile is strict.',
      reasons: ['Broken: presence of contacts arrives after the first presence, in any order (SHOULD,'],
    },
    {
      title: 'a fault and doubts: the fault wins and comes first',
      run: also('inconclusive', also('failed', asked({ problems: ['No disk.'], scenarios: [invalid] }))),
      headline: 'Prosody 13.0.6 does not conform: 1 requirement is broken.',
      reasons: [
        'Broken: a message',
        'No disk.',
        'rfc6120/4.9.3.13/not-well-formed could not be found out: Fence lost:',
        'The numbers of load/room-fan-out may not be believed: the generator used 102 %',
      ],
    },
    {
      title: 'nothing ran, and the log of the server has an error',
      run: asked({ verifications: [], serverFindings: richRun.serverFindings }),
      headline: 'Prosody 13.0.6 does not conform: the server logged 1 error.',
      reasons: ['The server logged', 'Nothing ran:'],
    },
    {
      title: 'everything at once, most important first',
      run: richRun,
      headline:
        'Prosody 13.0.6 does not conform: 2 requirements are broken, 1 promised capability is missing, 1 load threshold is broken, the server logged 1 error, 1 known failure passes now and 1 known-failure entry matches nothing.',
      reasons: [
        'Broken: a message',
        'Broken: rfc6120/8.1.2.1/from-stamped',
        'Profile gate promises mam',
        'Threshold broken',
        'The server logged',
        'rfc6121/3.1.3/pending-stored passes',
        'The known-failure entry',
        'The disk of the reports was full',
        'rfc6120/4.9.3.13/not-well-formed could not be found out',
        'The numbers of load/room-fan-out may not be believed',
      ],
    },
  ])('$title', ({ run, headline, reasons = [] }) => {
    expectVerdict(run, 1, headline, reasons)
  })
})

describe('inconclusive, exit code 3', () => {
  test.each<Row>([
    {
      title: 'no verification and no scenario',
      run: emptyRun,
      headline: 'Whether Prosody 13.0.6 conforms is unknown: nothing was asked of the server.',
      reasons: ['Nothing ran: no verification and no scenario was selected, or none could start.'],
    },
    {
      title: 'no target',
      run: { ...withoutTarget, verifications: [], problems: ['Port 5222 is taken: free it.'] },
      headline:
        'Whether the server conforms is unknown: the run met 1 problem and nothing was asked of the server.',
      reasons: ['Port 5222 is taken: free it.', 'Nothing ran:'],
    },
    {
      title: 'nothing applies',
      run: asked({ verifications: [first('not-applicable'), first('not-applicable')] }),
      headline: 'Whether Prosody 13.0.6 conforms is unknown: nothing was asked of the server.',
      reasons: ['Nothing ran: not one of 2 verifications applies to this server.'],
    },
    {
      title: 'a scenario that sent nothing',
      run: asked({ verifications: [], scenarios: [{ ...valid, sent: 0, thresholds: [] }] }),
      headline: 'Whether Prosody 13.0.6 conforms is unknown: nothing was asked of the server.',
      reasons: ['No verification ran, and no scenario sent anything.'],
    },
    {
      title: 'an inconclusive verification',
      run: also('inconclusive'),
      headline: 'Whether Prosody 13.0.6 conforms is unknown: 1 verification could not find out.',
      reasons: ['rfc6120/4.9.3.13/not-well-formed could not be found out: Fence lost: balcony'],
    },
    {
      title: 'an invalid scenario, its broken threshold notwithstanding',
      run: invalidLoadRun,
      headline: 'Whether Prosody 13.0.6 conforms is unknown: 1 load scenario is invalid.',
      reasons: [
        'The numbers of load/room-fan-out may not be believed: the generator used 102 % of its core, more than 80 % and schedule lag p99 was 214 ms, more than 20 ms.',
      ],
    },
    {
      title: 'a capacity that could not be found out',
      run: asked({ verifications: [], capacities: foundCapacities.map(withoutKept('invalid')) }),
      headline: 'Whether Prosody 13.0.6 conforms is unknown: 1 capacity is unknown.',
      reasons: ['The capacity of load/one-to-one-chat is unknown: the processor of the server'],
    },
    {
      title: 'a capacity of which only a lower bound is known',
      run: asked({
        verifications: [],
        capacities: foundCapacities.map((capacity) => ({
          ...capacity,
          steps: [...capacity.steps, { offered: 450, achieved: 450, verdict: 'invalid', reasons: [] }],
        })),
      }),
      headline: 'Whether Prosody 13.0.6 conforms is unknown: 1 capacity is unknown.',
      reasons: [
        'The capacity of load/one-to-one-chat is at least 200 to 400 a second; more could not be measured',
      ],
    },
    {
      title: 'a problem of the run beside green verifications',
      run: asked({ problems: ['The target went away.'] }),
      headline: 'Whether Prosody 13.0.6 conforms is unknown: the run met 1 problem.',
      reasons: ['The target went away.'],
    },
    {
      title: 'a promised ability that this provider lacks: the server is not to blame',
      run: asked({ profile: { id: 'release', strict: false, promises: ['control-kill'] } }),
      headline:
        'Whether Prosody 13.0.6 conforms is unknown: 1 ability that the profile promises is missing here.',
      reasons: [
        'Profile release promises control-kill: the harness can kill the server without warning; here it cannot.',
      ],
    },
  ])('$title', ({ run, headline, reasons = [] }) => {
    expectVerdict(run, 3, headline, reasons)
  })
})

/** The same search had no rate been kept. */
function withoutKept(verdictOfAll: 'broken' | 'invalid') {
  return ({ sustained: __, reached: ___, ...capacity }: CapacityResult): CapacityResult => ({
    ...capacity,
    steps: capacity.steps.map((step) => ({ ...step, verdict: verdictOfAll })),
  })
}

test('a server that keeps an objective at no rate does not conform', () => {
  expectVerdict(
    asked({ capacities: foundCapacities.map(withoutKept('broken')) }),
    1,
    'Prosody 13.0.6 does not conform: 1 objective is broken at every rate.',
    ['The server keeps "delivery p99 at most 250 ms, lost at most 0" of load/one-to-one-chat at no rate'],
  )
})

function expectVerdict(
  run: RunResult,
  exitCode: number,
  headline: string,
  beginnings: readonly string[],
): void {
  const found = verdict(run)
  expect(found).toMatchObject({ exitCode, headline })
  expect(found.reasons).toHaveLength(beginnings.length)
  for (const [index, beginning] of beginnings.entries()) {
    expect(found.reasons[index]).toSatisfy((reason: string) => reason.startsWith(beginning), beginning)
  }
}
