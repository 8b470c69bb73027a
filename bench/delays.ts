import { emptyLatencies, type Latencies, percentile, record } from '../harness/load/latency.ts'
import { CoresAwake } from './awake.ts'
import type { Benchmark, Figure, Row } from './benchmark.ts'
import { jobFor } from './contender.ts'
import { runEngine } from './engine-run.ts'
import type { Job } from './job.ts'
import { Peer } from './processes.ts'
import { BenchServer } from './server.ts'

const DELAYS = [1, 5, 50, 500]
const USERS = 20
/**
 * Milliseconds between messages: with these, no message comes while the server or the engine looks at the clock for the
 * next one, which would make it wait for a nap (harness/load/alarm.ts).
 */
const APART = 4.02
const LENGTH = 14_000
/** Each twice, the second time in reverse: what changes on the machine meanwhile is met by both. */
const TURNS = ['bare sockets', 'engine', 'engine', 'bare sockets'] as const
/** So many messages that code is compiled for the last time. */
const WARM_UP = { rate: 1000, length: 10_000 }

export const delays: Benchmark = {
  name: 'delays',
  question: 'Are known delays read back?',
  async run(progress) {
    const rows: Row[] = []
    const figures: Figure[] = []
    using awake = new CoresAwake()
    for (const delay of DELAYS) {
      const [kept, bare, engine] = [emptyLatencies(), emptyLatencies(), emptyLatencies()]
      for (const turn of TURNS) {
        progress(`${delay} ms: ${turn}`)
        await using server = await BenchServer.start({ transport: 'TCP', lean: true, delay })
        const job = jobOf(server)
        if (turn === 'engine') engine.add((await runEngine(job)).delivery)
        else recordAll(bare, await bareReadings(job))
        recordAll(kept, await server.kept())
      }
      const [p50, p99] = [percentile(engine, 50), percentile(engine, 99)]
      const [bare50, bare99] = [percentile(bare, 50), percentile(bare, 99)]
      rows.push({
        what: `kept for ${delay} ms`,
        values: {
          'server p50 ms': percentile(kept, 50),
          'server p99 ms': percentile(kept, 99),
          'bare p50 ms': bare50,
          'bare p99 ms': bare99,
          'engine p50 ms': p50,
          'engine p99 ms': p99,
          'engine max ms': engine.maxValue / 1000,
        },
      })
      figures.push(
        {
          says: `ms too much at p50 of ${delay} ms`,
          measured: Math.abs(p50 - delay),
          bound: { atMost: 0.3 },
          bareSockets: Math.abs(bare50 - delay),
        },
        {
          says: `ms too much at p99 of ${delay} ms`,
          measured: Math.abs(p99 - delay),
          bound: { atMost: 1 },
          bareSockets: Math.abs(bare99 - delay),
        },
      )
    }
    const notes = [
      `A message every ${APART} ms for ${LENGTH / 1000} s over TCP, after ${WARM_UP.length / 1000} s in which code becomes warm, twice. What the servers themselves say that they kept them for, warming up too, is beside what was read: on a busy machine all grow.`,
      'Bare sockets take turns with the engine, with its pacer and servers of their own: from the intended time of a message to its arrival, on this machine, they need what every reading holds beside what a message was kept for.',
      awake.says,
    ]
    return { rows, figures, notes }
  },
}

function jobOf(server: BenchServer): Job {
  return jobFor(server, USERS, {
    work: 'rounds',
    rate: 1000 / APART,
    warmUp: WARM_UP,
    bodyBytes: 120,
    atMost: WARM_UP.length + LENGTH,
  })
}

async function bareReadings(job: Job): Promise<readonly number[]> {
  await using peer = Peer.start(new URL('./contenders/timed-sockets.ts', import.meta.url))
  peer.send({ job })
  return await peer.hear<readonly number[]>('taken')
}

function recordAll(latencies: Latencies, durations: readonly number[]): void {
  if (durations.length === 0) throw new Error('no message was timed, so there is nothing to compare')
  for (const duration of durations) record(latencies, duration)
}
