import type { Validity } from '../harness/core/run-result.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { Peer } from './processes.ts'
import { BenchServer } from './server.ts'

/** A tenth of a core: stopped for nine tenths of every period, in milliseconds. */
const PERIOD = 100
const RUNNING = 10

export const throttled: Benchmark = {
  name: 'throttled',
  question: 'Does a generator that gets a tenth of a core say that its numbers may not be believed?',
  async run(progress) {
    progress('a whole core')
    const whole = await scenario(false)
    progress('a tenth of a core')
    const tenth = await scenario(true)
    return {
      rows: [rowOf('as it is', whole), rowOf('a tenth of a core', tenth)],
      figures: [
        { says: 'throttled runs that pass for valid', measured: tenth.valid ? 1 : 0, bound: { atMost: 0 } },
      ],
      notes: tenth.reasons.map((reason) => `invalid, because ${reason}`),
    }
  },
}

async function scenario(isThrottled: boolean): Promise<Validity> {
  await using server = await BenchServer.start({ transport: 'TCP', lean: true })
  await using peer = Peer.start(new URL('./contenders/scenario.ts', import.meta.url))
  peer.send({ target: server.target })
  await peer.hear('running')
  const timers: NodeJS.Timeout[] = []
  if (isThrottled) {
    const stop = () => {
      process.kill(peer.pid, 'SIGSTOP')
      timers[1] = setTimeout(() => process.kill(peer.pid, 'SIGCONT'), PERIOD - RUNNING)
    }
    timers[0] = setInterval(stop, PERIOD)
  }
  try {
    return await peer.hear<Validity>('validity')
  } finally {
    for (const timer of timers) clearTimeout(timer)
  }
}

function rowOf(what: string, { valid, scheduleLagP99Ms, eventLoopDelayP99Ms }: Validity): Row {
  return {
    what,
    values: {
      valid: valid ? 'yes' : 'no',
      'lag p99 ms': scheduleLagP99Ms,
      'event-loop delay p99 ms': eventLoopDelayP99Ms,
    },
  }
}
