import type { Fault } from '../harness/load/null-server.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { jobFor } from './contender.ts'
import { runEngine } from './engine-run.ts'
import { BenchServer } from './server.ts'

const USERS = 20
const RATE = 3_000
const LENGTH = 10_000
const MESSAGES = (RATE * LENGTH) / 1000
/** One in ten thousand, of each kind. */
const OF_A_KIND = MESSAGES / 10_000

const WORDS: Readonly<Record<Exclude<Fault, 'bounce'>, string>> = {
  lose: 'lost',
  duplicate: 'duplicated',
  'swap with the next': 'reordered',
}

export const faults: Benchmark = {
  name: 'faults',
  question: 'Is a server found out that loses, doubles or swaps one message in ten thousand?',
  async run(progress) {
    const rows: Row[] = []
    let missed = 0
    for (const [fault, word] of Object.entries(WORDS)) {
      progress(word)
      const marks = drawn()
      const behaviour = Object.fromEntries(marks.map((mark) => [mark, fault as Fault]))
      await using server = await BenchServer.start({ transport: 'TCP', lean: true, faults: behaviour })
      const warmUp = { rate: RATE, length: 0 }
      const job = jobFor(server, USERS, {
        work: 'rounds',
        rate: RATE,
        warmUp,
        bodyBytes: 120,
        atMost: LENGTH,
      })
      const { tally } = (await runEngine(job)).totals
      const named = marks.filter((mark) => tally.examples.some((example) => isAbout(example, word, mark)))
      missed += marks.length - named.length
      rows.push({
        what: word,
        values: {
          messages: tally.sent,
          told: marks.length,
          found: { lose: tally.lost, duplicate: tally.duplicated }[fault] ?? tally.reordered,
          named: named.length,
          example: tally.examples[0] ?? 'none',
        },
      })
    }
    return {
      rows,
      figures: [
        { says: 'faults that were not named with pair and sequence', measured: missed, bound: { atMost: 0 } },
      ],
      notes: [
        `${MESSAGES.toLocaleString('en')} messages for each kind; which of them are hit is drawn by lot.`,
      ],
    }
  },
}

/** Marks of messages, apart from each other and from the end, after which nothing could come to swap with. */
function drawn(): string[] {
  const ofAPair = MESSAGES / USERS
  const marks = new Set<string>()
  while (marks.size < OF_A_KIND) {
    marks.add(`${Math.floor(Math.random() * USERS)}|${2 * Math.floor((Math.random() * (ofAPair - 2)) / 2)}`)
  }
  return [...marks]
}

function isAbout(example: string, word: string, mark: string): boolean {
  const [pair, sequence] = mark.split('|')
  return example.startsWith(`${word}: pair ${pair}, sequence ${sequence} `)
}
