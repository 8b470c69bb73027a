/** One run of the engine's crew in a process of its own, and what it read. */
import type { Outcome } from '../harness/load/crew.ts'
import { type Latencies, merge } from '../harness/load/latency.ts'
import type { Totals } from '../harness/load/protocol.ts'
import type { Job } from './job.ts'
import { Peer } from './processes.ts'

export interface EngineRun {
  readonly totals: Totals
  readonly delivery: Latencies
}

/** Performs the whole job. @throws when the worker was lost */
export async function runEngine(job: Job): Promise<EngineRun> {
  await using peer = Peer.start(new URL('./contenders/engine.ts', import.meta.url))
  peer.send({ job })
  return read(await peer.hear<readonly Outcome[]>('outcomes'))
}

export function read(outcomes: readonly Outcome[]): EngineRun {
  const [outcome] = outcomes
  if (outcome?.totals === undefined) throw new Error(`the worker was lost: ${outcome?.lostBecause}`)
  const { totals } = outcome
  return { totals, delivery: merge(Object.values(totals.latencies)) }
}
