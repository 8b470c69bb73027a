import type { Benchmark } from './benchmark.ts'
import {
  type Contender,
  control,
  costOf,
  engine,
  exactness,
  floor,
  jobFor,
  type Seat,
  type SeatCost,
  spreadOf,
  tsung,
  watch,
  xmppClient,
} from './contender.ts'
import { isTsungThere } from './contenders/tsung.ts'
import { BenchServer } from './server.ts'

const USERS = 100
const WORK = {
  work: 'logins',
  /** tsung has no lanes but arrivals, a second. */
  rate: 200,
  warmUp: { rate: 1, length: 0 },
  bodyBytes: 120,
  atMost: 60_000,
} as const
/** Side by side, from when code has become warm. */
const TIME = { settle: 10_000, window: 5_000, windows: 8 }
/** One at a time, of those that cost many times as much. */
const ALONE = { settle: 3_000, length: 8_000 }

export const logins: Benchmark = {
  name: 'logins',
  question:
    'What does a login cost whoever makes the load (TCP, SCRAM-SHA-1 with keys known, resource, presence, close)?',
  async run(progress) {
    progress('side by side')
    const measured = await sitting([floor, engine, control])
    for (const contender of [xmppClient, ...(isTsungThere() ? [tsung] : [])]) {
      progress(contender.name)
      measured.push(await alone(contender))
    }
    const of = (contender: Contender) =>
      measured.find((each) => each.contender === contender)?.whole.microsecondsEach ?? Number.NaN
    const engines = (of(engine) + of(control)) / 2
    return {
      rows: measured.map((seat) => ({
        what: seat.contender.name,
        values: {
          logins: seat.whole.count,
          'CPU µs': seat.whole.microsecondsEach,
          ...spreadOf(seat),
          'of floor': `${(seat.whole.microsecondsEach / of(floor)).toFixed(2)} ×`,
        },
      })),
      figures: [
        { says: 'engines against bare sockets', measured: engines / of(floor), bound: { atMost: 1.5 } },
        {
          says: `times less than ${xmppClient.name}`,
          measured: of(xmppClient) / engines,
          bound: { atLeast: 300 },
        },
      ],
      notes: [
        `Bare sockets and engines sit side by side, each with a server of its own, so that whatever disturbs one disturbs all: ${exactness(of(engine), of(control))} Figures take the mean of the two.`,
        ...(isTsungThere() ? ['tsung knows no SCRAM: it logs in by PLAIN.'] : []),
      ],
    }
  },
}

/** All at the same time. */
async function sitting(contenders: readonly Contender[]): Promise<SeatCost[]> {
  const seats: Seat[] = []
  try {
    for (const contender of contenders) {
      const server = await BenchServer.start({ transport: 'TCP', lean: true })
      seats.push({ contender, server, job: jobFor(server, USERS, WORK) })
    }
    return await watch(seats, TIME)
  } finally {
    await Promise.all(seats.map(({ server }) => server[Symbol.asyncDispose]()))
  }
}

async function alone(contender: Contender): Promise<SeatCost> {
  await using server = await BenchServer.start({ transport: 'TCP', lean: true })
  const whole = await costOf(contender, server, jobFor(server, USERS, WORK), ALONE)
  return { contender, whole, windows: [whole] }
}
