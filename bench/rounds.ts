import type { Benchmark, Figure, Row } from './benchmark.ts'
import {
  type Contender,
  control,
  engine,
  exactness,
  floor,
  jobFor,
  type SeatCost,
  spreadOf,
  tsung,
  watch,
  xmppClient,
} from './contender.ts'
import { isTsungThere, tsungVersion } from './contenders/tsung.ts'
import { BenchServer } from './server.ts'

/** At which rate, by how many users together, and in what sessions they write. */
interface Setting {
  readonly name: string
  readonly rate: number
  readonly users: number
  /** Whether the server offers stream management; who knows it takes it up. */
  readonly resumable: boolean
}

const SLOW: Setting = { name: '1,000/s', rate: 1_000, users: 200, resumable: false }
const FAST: Setting = { name: '10,000/s', rate: 10_000, users: 200, resumable: false }
/** As clients are used: each writes a message a second, in a session that survives its connection. */
const USUAL: Setting = { name: '1,000/s, resumable', rate: 1_000, users: 1_000, resumable: true }
const SETTINGS = [SLOW, FAST, USUAL]
const BODY_BYTES = 120
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

/** The engine in the conditions that tsung has. */
const besideTsung: Contender = { ...engine, name: 'engine, beside tsung' }

interface Sitter extends SeatCost {
  readonly setting: Setting
}

export const rounds: Benchmark = {
  name: 'rounds',
  question: 'What does a message round (one sent, one received) cost whoever makes the load?',
  async run(progress) {
    const measured: Sitter[] = []
    for (const setting of SETTINGS) {
      progress(`side by side at ${setting.name}`)
      measured.push(...(await sitting([floor, engine, control, xmppClient], setting)))
    }
    const notes = [
      'The engine and @xmpp/client mark, count and time every message in the same books; the bare sockets write as many bytes, and look at none.',
      `All but tsung and the engine beside it sit side by side: each with users of its own over TCP, at the same time and with the same server, so that whatever disturbs one disturbs all. Bodies of ${BODY_BYTES} bytes; after a warm-up ${WINDOWS} windows of ${WINDOW / 1000} s, which count together.`,
      `Sessions that can be resumed are those of ${USUAL.users.toLocaleString('en')} users, all others of ${SLOW.users}.`,
      ...SETTINGS.map((setting) => {
        const [one, other] = [engine, control].map((each) => cpuOf(measured, each, setting))
        return `At ${setting.name} ${exactness(one ?? Number.NaN, other ?? Number.NaN)}`
      }),
    ]
    if (isTsungThere()) {
      progress(`tsung beside the engine at ${SLOW.name}`)
      measured.push(...(await sitting([tsung, besideTsung], SLOW)))
      notes.push(
        `${await tsungVersion()} sits beside an engine of its own, sends to any of its users who is online and times nothing; its highest rate is in ceiling.`,
      )
    } else notes.push('tsung is not installed (apt-get install tsung), so it is left out.')
    return { rows: measured.map((each) => rowOf(each, measured)), figures: figuresOf(measured), notes }
  },
}

async function sitting(contenders: readonly Contender[], setting: Setting): Promise<Sitter[]> {
  const { rate, users, resumable } = setting
  await using server = await BenchServer.start({ transport: 'TCP', lean: true, resumable })
  const work = {
    work: 'rounds',
    rate,
    warmUp: WARM_UP,
    bodyBytes: BODY_BYTES,
    atMost: START + WARM_UP.length + SETTLE + WINDOWS * WINDOW,
  } as const
  const seats = contenders.map((contender, seat) => ({
    contender,
    job: jobFor(server, users, work, 1 + seat * users),
    server,
  }))
  const time = { settle: WARM_UP.length + SETTLE, window: WINDOW, windows: WINDOWS }
  const costs = await watch(seats, time)
  return costs.map((cost) => ({ setting, ...cost }))
}

function cpuOf(measured: readonly Sitter[], contender: Contender, setting: Setting): number {
  const found = measured.find((each) => each.contender === contender && each.setting === setting)
  return found?.whole.microsecondsEach ?? Number.NaN
}

function timesTheEngine(measured: readonly Sitter[], contender: Contender, setting: Setting): number {
  return cpuOf(measured, contender, setting) / cpuOf(measured, engine, setting)
}

function rowOf(sitter: Sitter, all: readonly Sitter[]): Row {
  const { contender, setting, whole } = sitter
  const { microsecondsEach, perSecond } = whole
  return {
    what: `${contender.name} at ${setting.name}`,
    values: {
      'achieved /s': Math.round(perSecond),
      'CPU µs': microsecondsEach,
      ...spreadOf(sitter),
      'of floor': `${(microsecondsEach / cpuOf(all, floor, setting)).toFixed(2)} ×`,
      sustained: perSecond >= setting.rate * SUSTAINED ? 'yes' : 'no',
    },
  }
}

function figuresOf(measured: readonly Sitter[]): Figure[] {
  return [
    ...[SLOW, FAST].map((setting) => ({
      says: `engine against bare sockets at ${setting.name}`,
      measured: 1 / timesTheEngine(measured, floor, setting),
      bound: { atMost: 1.3 },
    })),
    ...[SLOW, USUAL].map((setting) => ({
      says: `times less than ${xmppClient.name} at ${setting.name}`,
      measured: timesTheEngine(measured, xmppClient, setting),
      bound: { atLeast: 2 },
      bareSockets: cpuOf(measured, xmppClient, setting) / cpuOf(measured, floor, setting),
    })),
    ...(measured.some(({ contender }) => contender === tsung)
      ? [
          {
            says: `times less than ${tsung.name} at ${SLOW.name}`,
            measured: cpuOf(measured, tsung, SLOW) / cpuOf(measured, besideTsung, SLOW),
            bound: { atLeast: 3 },
          },
        ]
      : []),
  ]
}
