import { percentile } from '../harness/load/latency.ts'
import { CoresAwake } from './awake.ts'
import type { Benchmark, Figure, Row } from './benchmark.ts'
import { jobFor } from './contender.ts'
import { runEngine } from './engine-run.ts'
import { roundTrips } from './round-trips.ts'
import { BenchServer } from './server.ts'

const DELAYS = [1, 5, 50, 500]
const USERS = 20
/** Milliseconds between messages: odd, so that the server and the engine do not both look at the clock at the same time. */
const APART = 7
const LENGTH = 28_000
/** About as many as the engine writes for a message. */
const MESSAGE_BYTES = 300
/** So many messages that code is compiled for the last time. */
const WARM_UP = { rate: 1000, length: 10_000 }

export const delays: Benchmark = {
  name: 'delays',
  question: 'Are known delays read back?',
  async run(progress) {
    const rows: Row[] = []
    const figures: Figure[] = []
    using awake = new CoresAwake()
    progress('bare sockets')
    const bare = await roundTrips({ count: LENGTH / 2 / APART, every: APART, bytes: MESSAGE_BYTES })
    rows.push({
      what: 'not kept: bare sockets',
      values: {
        'read p50 ms': at(bare, 0.5),
        'read p99 ms': at(bare, 0.99),
        'read max ms': Math.max(...bare),
      },
    })
    for (const delay of DELAYS) {
      progress(`${delay} ms`)
      await using server = await BenchServer.start({ transport: 'TCP', lean: true, delay })
      const job = jobFor(server, USERS, {
        work: 'rounds',
        rate: 1000 / APART,
        warmUp: WARM_UP,
        bodyBytes: 120,
        atMost: WARM_UP.length + LENGTH,
      })
      const { delivery } = await runEngine(job)
      const kept = await server.kept()
      const [p50, p99] = [percentile(delivery, 50) - delay, percentile(delivery, 99) - delay]
      rows.push({
        what: `kept for ${delay} ms`,
        values: {
          'server p50 ms': at(kept, 0.5),
          'server p99 ms': at(kept, 0.99),
          'read p50 ms': percentile(delivery, 50),
          'read p99 ms': percentile(delivery, 99),
          'read max ms': delivery.maxValue / 1000,
        },
      })
      figures.push(
        { says: `ms too much at p50 of ${delay} ms`, measured: Math.abs(p50), bound: { atMost: 0.3 } },
        { says: `ms too much at p99 of ${delay} ms`, measured: Math.abs(p99), bound: { atMost: 1 } },
      )
    }
    const notes = [
      `A message every ${APART} ms for ${LENGTH / 1000} s over TCP, after ${WARM_UP.length / 1000} s in which code becomes warm. What the server itself says that it kept them for, warming up too, is beside what the engine read: on a busy machine both grow.`,
      'The first row is the way to another process and back on this machine, written and read by bare sockets: every reading holds as much beside what a message was kept for.',
      awake.says,
    ]
    return { rows, figures, notes }
  },
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}
