import type { Benchmark, Figure, Row } from './benchmark.ts'
import {
  type Contender,
  engine,
  floor,
  jobFor,
  type SeatCost,
  tsung,
  watch,
  xmppClient,
} from './contender.ts'
import { isTsungThere, tsungVersion } from './contenders/tsung.ts'
import { BenchServer } from './server.ts'

const USERS = 200
const BODY_BYTES = 120
const RATES = [1_000, 10_000]
/** Where other clients are compared with the engine. */
const RATE_OF_OTHERS = 1_000
/** At a rate at which code becomes hot soon, in milliseconds. */
const WARM_UP = { rate: 3_000, length: 5_000 }
/** Until the heaps of all threads have come to rest after the start. */
const SETTLE = 4_000
const WINDOW = 10_000
const WINDOWS = 3
/** All that sit at the same time log in one after the other. */
const START = 60_000
/** A rate counts as sustained from this share of it on. */
const SUSTAINED = 0.97

/** The same once more: how far the two lie apart is how exact the comparison is. */
const control: Contender = { ...engine, name: 'engine, once more' }

interface Sitter extends SeatCost {
  readonly rate: number
}

export const rounds: Benchmark = {
  name: 'rounds',
  question: 'What does a message round (one sent, one received) cost whoever makes the load?',
  async run(progress) {
    const measured: Sitter[] = []
    for (const rate of RATES) {
      progress(`side by side at ${rate} a second each`)
      measured.push(...(await sitting([floor, engine, control, xmppClient], rate)))
    }
    const notes = [
      'The engine and @xmpp/client mark, count and time every message in the same books; the bare sockets write as many bytes, and look at none.',
      `All but tsung sit side by side: each with ${USERS} users of its own over TCP, at the same time and with the same server, so that whatever disturbs one disturbs all. Bodies of ${BODY_BYTES} bytes; after a warm-up ${WINDOWS} windows of ${WINDOW / 1000} s, which count together.`,
      ...RATES.map((rate) => exactness(measured, rate)),
    ]
    if (isTsungThere()) {
      progress(`tsung at ${RATE_OF_OTHERS} a second`)
      measured.push(...(await sitting([tsung], RATE_OF_OTHERS)))
      notes.push(
        `${await tsungVersion()} sits alone, sends to any user who is online and times nothing; its highest rate is in ceiling.`,
      )
    } else notes.push('tsung is not installed (apt-get install tsung), so it is left out.')
    return { rows: measured.map((each) => rowOf(each, measured)), figures: figuresOf(measured), notes }
  },
}

async function sitting(contenders: readonly Contender[], rate: number): Promise<Sitter[]> {
  await using server = await BenchServer.start({ transport: 'TCP', lean: true })
  const work = {
    work: 'rounds',
    rate,
    warmUp: WARM_UP,
    bodyBytes: BODY_BYTES,
    atMost: START + WARM_UP.length + SETTLE + WINDOWS * WINDOW,
  } as const
  const seats = contenders.map((contender, seat) => ({
    contender,
    job: jobFor(server, USERS, work, 1 + seat * USERS),
  }))
  const time = { settle: WARM_UP.length + SETTLE, window: WINDOW, windows: WINDOWS }
  const costs = await watch(seats, server, time)
  return costs.map((cost) => ({ rate, ...cost }))
}

function cpuOf(measured: readonly Sitter[], contender: Contender, rate: number): number | undefined {
  return measured.find((each) => each.contender === contender && each.rate === rate)?.whole.microsecondsEach
}

function aSecond(rate: number): string {
  return `${rate.toLocaleString('en')}/s`
}

function exactness(measured: readonly Sitter[], rate: number): string {
  const [one = Number.NaN, other = Number.NaN] = [engine, control].map((each) => cpuOf(measured, each, rate))
  const share = Math.abs(one - other) / Math.min(one, other)
  return `At ${aSecond(rate)} two engines side by side lie ${(share * 100).toFixed(1)} % apart: the comparison is as exact as that.`
}

function rowOf({ contender, rate, whole, windows }: Sitter, all: readonly Sitter[]): Row {
  const { microsecondsEach, perSecond } = whole
  const each = windows.map((window) => window.microsecondsEach)
  return {
    what: `${contender.name} at ${aSecond(rate)}`,
    values: {
      'achieved /s': Math.round(perSecond),
      'CPU µs': microsecondsEach,
      'least window': Math.min(...each),
      'most window': Math.max(...each),
      'of floor': `${(microsecondsEach / (cpuOf(all, floor, rate) ?? Number.NaN)).toFixed(2)} ×`,
      sustained: perSecond >= rate * SUSTAINED ? 'yes' : 'no',
    },
  }
}

function figuresOf(measured: readonly Sitter[]): Figure[] {
  const own = (rate: number) => cpuOf(measured, engine, rate) ?? Number.NaN
  return [
    ...RATES.map((rate) => ({
      says: `engine against bare sockets at ${aSecond(rate)}`,
      measured: own(rate) / (cpuOf(measured, floor, rate) ?? Number.NaN),
      bound: { atMost: 1.3 },
    })),
    ...[
      { contender: xmppClient, times: 2 },
      { contender: tsung, times: 3 },
    ].flatMap(({ contender, times }) => {
      const other = cpuOf(measured, contender, RATE_OF_OTHERS)
      if (other === undefined) return []
      const says = `times less than ${contender.name} at ${aSecond(RATE_OF_OTHERS)}`
      return [{ says, measured: other / own(RATE_OF_OTHERS), bound: { atLeast: times } }]
    }),
  ]
}
