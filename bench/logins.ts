import type { Benchmark, Figure, Row } from './benchmark.ts'
import { type Contender, costOf, engine, floor, jobFor, PASSES, tsung, xmppClient } from './contender.ts'
import { isTsungThere } from './contenders/tsung.ts'
import { BenchServer } from './server.ts'

const USERS = 100
const SETTLE = 3_000
const WINDOW = 4_000
/** tsung has no lanes but arrivals, a second. */
const TSUNG_RATE = 200

export const logins: Benchmark = {
  name: 'logins',
  question:
    'What does a login cost whoever makes the load (TCP, SCRAM-SHA-1 with keys known, resource, presence, close)?',
  async run(progress) {
    const contenders = [floor, engine, xmppClient, ...(isTsungThere() ? [tsung] : [])]
    const least = new Map<Contender, { microsecondsEach: number; count: number }>()
    for (let pass = 0; pass < PASSES; pass++) {
      for (const contender of contenders.filter(({ passes }) => pass < passes)) {
        progress(contender.name)
        const cost = await measure(contender)
        if (cost.microsecondsEach < (least.get(contender)?.microsecondsEach ?? Number.POSITIVE_INFINITY)) {
          least.set(contender, cost)
        }
      }
    }
    const of = (contender: Contender) => least.get(contender)?.microsecondsEach ?? Number.NaN
    const rows: Row[] = [...least].map(([{ name }, { microsecondsEach, count }]) => ({
      what: name,
      values: {
        logins: count,
        'CPU µs': microsecondsEach,
        'of floor': `${(microsecondsEach / of(floor)).toFixed(2)} ×`,
      },
    }))
    const figures: Figure[] = [
      { says: 'engine against bare sockets', measured: of(engine) / of(floor), bound: { atMost: 1.5 } },
      {
        says: 'times less than @xmpp/client',
        measured: of(xmppClient) / of(engine),
        bound: { atLeast: 300 },
      },
    ]
    return { rows, figures, notes: isTsungThere() ? ['tsung knows no SCRAM: it logs in by PLAIN.'] : [] }
  },
}

async function measure(contender: Contender) {
  await using server = await BenchServer.start({ transport: 'TCP', lean: true })
  const job = jobFor(server, USERS, {
    work: 'logins',
    rate: TSUNG_RATE,
    warmUp: { rate: 1, length: 0 },
    bodyBytes: 120,
    atMost: 60_000,
  })
  return await costOf(contender, server, job, { settle: SETTLE, length: WINDOW })
}
