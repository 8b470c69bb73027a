/** Short chats against a null server, for the tests of the engine: one server at a time, ended by whoever began. */
import { type Duration, ms, seconds } from '../core/duration.ts'
import type { LatencySummary, ScenarioResult } from '../core/run-result.ts'
import { chatMessage } from './arrival.ts'
import { runScenario, type ScenarioOptions } from './engine.ts'
import { type Behaviour, type NullServer, startNullServer } from './null-server.ts'
import { defineScenario, type Scenario, type Size } from './scenario.ts'
import { steady } from './schedule.ts'
import { atMost } from './thresholds.ts'

/** The null server of the test that runs. */
export const trial: { server: NullServer | undefined } = { server: undefined }

export async function endTrial(): Promise<void> {
  await trial.server?.[Symbol.asyncDispose]()
  trial.server = undefined
}

export function chatting(load: { users: number; rate: number; for: Duration; drain?: Duration }): Scenario {
  const size = { users: load.users, schedule: [steady({ rate: load.rate, for: load.for })] }
  return defineScenario({
    id: 'load/test-chat',
    question: 'Does the engine read what is there?',
    sizes: sizesOf(size),
    arrival: chatMessage({ bodyBytes: 120 }),
    thresholds: [atMost('delivery', 'p99', ms(250)), atMost('lost', 'count', 0)],
    drain: load.drain ?? seconds(5),
  })
}

export function sizesOf(size: Size) {
  return { developer: size, gate: size, release: size }
}

export async function run(
  scenario: Scenario,
  behaviour: Behaviour = {},
  options: Partial<ScenarioOptions> = {},
): Promise<ScenarioResult> {
  const server = await startNullServer(behaviour)
  trial.server = server
  return runScenario(scenario, {
    target: server.target,
    accounts: server.accounts,
    size: 'developer',
    signal: new AbortController().signal,
    progress: () => {},
    ...options,
  })
}

export function latency(result: ScenarioResult, name: string): LatencySummary {
  const found = result.latencies.find((summary) => summary.name === name)
  if (found === undefined) throw new Error(`no latency ${name}`)
  return found
}
