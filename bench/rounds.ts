import type { Benchmark, Figure, Row } from './benchmark.ts'
import {
  type Contender,
  type Cost,
  costOf,
  engine,
  floor,
  jobFor,
  PASSES,
  tsung,
  xmppClient,
} from './contender.ts'
import { isTsungThere, tsungVersion } from './contenders/tsung.ts'
import { BenchServer } from './server.ts'

const USERS = 200
const BODY_BYTES = 120
const RATES = [1_000, 10_000]
/** At a rate at which code becomes hot soon, in milliseconds. */
const WARM_UP = { rate: 3_000, length: 5_000 }
/** Until the heaps of all threads have come to rest after the start. */
const SETTLE = 4_000
const WINDOW = 8_000
/** A rate counts as sustained from this share of it on. */
const SUSTAINED = 0.97

interface Reading extends Cost {
  readonly name: string
  readonly rate: number
}

interface Best extends Reading {
  readonly most: number
}

export const rounds: Benchmark = {
  name: 'rounds',
  question: 'What does a message round (one sent, one received) cost whoever makes the load?',
  async run(progress) {
    const contenders = [floor, engine, xmppClient]
    const notes = [
      'The engine and @xmpp/client mark, count and time every message in the same books; the bare sockets write as many bytes, and look at none.',
      `${USERS} users over TCP, bodies of ${BODY_BYTES} bytes, ${WINDOW / 1000} s after a warm-up; the null server counts. They take turns, and the least of ${PASSES} passes counts, beside the most (tsung has one).`,
    ]
    if (isTsungThere()) {
      contenders.push(tsung)
      notes.push(`${await tsungVersion()} sends to any user who is online and times nothing.`)
    } else notes.push('tsung is not installed (apt-get install tsung), so it is left out.')
    const readings: Reading[] = []
    for (const rate of RATES) {
      for (let pass = 0; pass < PASSES; pass++) {
        for (const contender of contenders.filter(({ passes }) => pass < passes)) {
          progress(`${contender.name} at ${rate} a second`)
          readings.push({ name: contender.name, rate, ...(await measure(contender, rate)) })
        }
      }
    }
    const best = bestOf(readings)
    return { rows: best.map((each) => rowOf(each, best)), figures: figuresOf(best), notes }
  },
}

async function measure(contender: Contender, rate: number): Promise<Cost> {
  await using server = await BenchServer.start({ transport: 'TCP', lean: true })
  const job = jobFor(server, USERS, {
    work: 'rounds',
    rate,
    warmUp: WARM_UP,
    bodyBytes: BODY_BYTES,
    atMost: WARM_UP.length + SETTLE + WINDOW + 20_000,
  })
  return await costOf(contender, server, job, { settle: WARM_UP.length + SETTLE, length: WINDOW })
}

/** The pass in which each contender needed least at each rate, and the most that it needed in another. */
function bestOf(readings: readonly Reading[]): Best[] {
  const best = new Map<string, Best>()
  for (const reading of readings) {
    const key = `${reading.rate} ${reading.name}`
    const known = best.get(key) ?? { ...reading, most: 0 }
    const least = reading.microsecondsEach < known.microsecondsEach ? reading : known
    best.set(key, { ...least, most: Math.max(known.most, reading.microsecondsEach) })
  }
  return [...best.values()]
}

function find(readings: readonly Reading[], { name }: Contender, rate: number): number | undefined {
  return readings.find((each) => each.name === name && each.rate === rate)?.microsecondsEach
}

function rowOf({ name, rate, microsecondsEach, most, perSecond }: Best, all: readonly Reading[]): Row {
  const floorAt = find(all, floor, rate) ?? Number.NaN
  return {
    what: `${name} at ${rate.toLocaleString('en')}/s`,
    values: {
      'achieved /s': Math.round(perSecond),
      'CPU µs': microsecondsEach,
      'at the most': most,
      'of floor': `${(microsecondsEach / floorAt).toFixed(2)} ×`,
      sustained: perSecond >= rate * SUSTAINED ? 'yes' : 'no',
    },
  }
}

function figuresOf(best: readonly Reading[]): Figure[] {
  const own = (rate: number) => find(best, engine, rate) ?? Number.NaN
  return [
    ...RATES.map((rate) => ({
      says: `engine against bare sockets at ${rate.toLocaleString('en')}/s`,
      measured: own(rate) / (find(best, floor, rate) ?? Number.NaN),
      bound: { atMost: 1.3 },
    })),
    ...[
      { contender: xmppClient, times: 2 },
      { contender: tsung, times: 3 },
    ].flatMap(({ contender, times }) => {
      const other = find(best, contender, 1_000)
      if (other === undefined) return []
      const says = `times less than ${contender.name} at 1,000/s`
      return [{ says, measured: other / own(1_000), bound: { atLeast: times } }]
    }),
  ]
}
