import type { Benchmark, Figure, Row } from './benchmark.ts'
import { type Contender, type Cost, costOf, engine, jobFor, tsung, xmppClient } from './contender.ts'
import { isTsungThere } from './contenders/tsung.ts'
import { BenchServer } from './server.ts'

const RATES = [1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000, 120_000, 160_000]
const WARM_UP = { rate: 1_000, length: 3_000 }
const SETTLE = 500
const WINDOW = 3_000
/** A rate counts as sustained from this share of it on. */
const SUSTAINED = 0.95

interface Ceiling extends Cost {
  readonly contender: Contender
}

export const ceiling: Benchmark = {
  name: 'ceiling',
  question: 'What is the highest rate that each sustains, and what does a message round cost there?',
  async run(progress) {
    const contenders = [engine, xmppClient, ...(isTsungThere() ? [tsung] : [])]
    const found: Ceiling[] = []
    for (const contender of contenders) {
      let highest: Cost | undefined
      for (const rate of RATES) {
        progress(`${contender.name} at ${rate} a second`)
        const cost = await measure(contender, rate)
        if (cost.perSecond < rate * SUSTAINED) break
        highest = cost
      }
      if (highest !== undefined) found.push({ contender, ...highest })
    }
    const own = found.find(({ contender }) => contender === engine)
    const rows: Row[] = found.map(({ contender, perSecond, microsecondsEach }) => ({
      what: contender.name,
      values: { 'sustained /s': Math.round(perSecond), 'CPU µs': microsecondsEach },
    }))
    const figures: Figure[] = found
      .filter(({ contender }) => contender !== engine)
      .map(({ contender, microsecondsEach }) => ({
        says: `times less than ${contender.name}, each at its highest rate`,
        measured: microsecondsEach / (own?.microsecondsEach ?? Number.NaN),
        bound: { atLeast: 8 },
      }))
    const notes = [
      `${contenders.map(({ name, fewestUsers }) => `${name} with ${fewestUsers} users`).join(', ')}, over TCP against the null server, whose own core ends what can be measured; rates tried: ${RATES.map((rate) => rate.toLocaleString('en')).join(', ')}.`,
      ...contenders
        .filter((contender) => !found.some((each) => each.contender === contender))
        .map(({ name }) => `${name} sustained none of them.`),
    ]
    return { rows, figures, notes }
  },
}

async function measure(contender: Contender, rate: number): Promise<Cost> {
  await using server = await BenchServer.start({ transport: 'TCP', lean: true })
  // Few, so that each has much to do: at these rates several messages are due for one of them at once.
  const job = jobFor(server, contender.fewestUsers, {
    work: 'rounds',
    rate,
    warmUp: WARM_UP,
    bodyBytes: 120,
    atMost: WARM_UP.length + SETTLE + WINDOW + 20_000,
  })
  return await costOf(contender, server, job, { settle: WARM_UP.length + SETTLE, length: WINDOW })
}
