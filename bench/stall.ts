import { percentile } from '../harness/load/latency.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { jobFor } from './contender.ts'
import { type EngineRun, runEngine } from './engine-run.ts'
import { Peer } from './processes.ts'
import { BenchServer } from './server.ts'

const USERS = 4
const RATE = 100
const LENGTH = 10_000
const STALL = { after: 3_000, length: 2_000 }

export const stall: Benchmark = {
  name: 'stall',
  question: 'Does a server that stands still for 2 s show?',
  async run(progress) {
    progress('open model')
    const open = await openModel()
    progress('closed loop')
    const closed = await closedLoop()
    const p99 = percentile(open.delivery, 99)
    return {
      rows: [
        rowOf('open model: the engine', open.delivery.totalCount, [
          percentile(open.delivery, 50),
          percentile(open.delivery, 90),
          p99,
          open.delivery.maxValue / 1000,
        ]),
        rowOf('closed loop: each sends when it was answered', closed.length, [
          rank(closed, 0.5),
          rank(closed, 0.9),
          rank(closed, 0.99),
          rank(closed, 1),
        ]),
      ],
      figures: [
        { says: 'ms at p99 in the open model', measured: p99, bound: { atLeast: 1_800 } },
        {
          says: 'ms at the most in the open model',
          measured: open.delivery.maxValue / 1000,
          bound: { atLeast: 1_950 },
        },
      ],
      notes: [
        `The server stands still for ${STALL.length / 1000} s of ${LENGTH / 1000}. Two in ten of the messages that people would have sent wait; the closed loop sends them later and has one slow message for each user.`,
      ],
    }
  },
}

async function openModel(): Promise<EngineRun> {
  await using server = await BenchServer.start({ transport: 'TCP', lean: true, stall: STALL })
  const warmUp = { rate: RATE, length: 0 }
  return await runEngine(
    jobFor(server, USERS, { work: 'rounds', rate: RATE, warmUp, bodyBytes: 120, atMost: LENGTH }),
  )
}

async function closedLoop(): Promise<readonly number[]> {
  await using server = await BenchServer.start({ transport: 'TCP', lean: true, stall: STALL })
  await using peer = Peer.start(new URL('./contenders/closed-loop.ts', import.meta.url))
  const warmUp = { rate: RATE, length: 0 }
  peer.send({
    job: jobFor(server, USERS, { work: 'rounds', rate: RATE, warmUp, bodyBytes: 120, atMost: LENGTH }),
  })
  return [...(await peer.hear<number[]>('latencies'))].sort((left, right) => left - right)
}

function rowOf(what: string, count: number, [p50 = 0, p90 = 0, p99 = 0, max = 0]: readonly number[]): Row {
  return { what, values: { messages: count, 'p50 ms': p50, 'p90 ms': p90, 'p99 ms': p99, 'max ms': max } }
}

function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
