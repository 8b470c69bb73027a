/** Requests of users to the server, each with its answer: pings, rosters, pages of the archive. */
import { escapeXml, NS } from '../../core/element.ts'
import { type Activity, groupOf, type Stage } from '../activity.ts'
import { conditionOf, isError, tagOf } from '../crowd.ts'
import type { Book } from '../recorder.ts'
import { befriend } from './befriend.ts'

const I = 0x69
const MAM = 'urn:xmpp:mam:2'

interface Kind {
  /** The request without its id: what stands before, and behind it. */
  readonly around: readonly [string, string]
  readonly prepare?: (stage: Stage, signal: AbortSignal) => Promise<void>
  /** Whether an element that is no answer belongs to one. */
  readonly comesWith?: (bytes: Buffer, start: number, end: number) => boolean
}

export function pings(stage: Stage): Activity {
  const to = escapeXml(stage.domain)
  return new Requests(stage, {
    around: ["<iq type='get' id='", `' to='${to}'><ping xmlns='${NS.ping}'/></iq>`],
  })
}

export function rosterFetches(stage: Stage, { contacts }: { contacts: number }): Activity {
  return new Requests(stage, {
    around: ["<iq type='get' id='", `'><query xmlns='${NS.roster}'/></iq>`],
    prepare: (on, signal) => befriend(on, (user) => groupOf(user, contacts + 1), signal),
  })
}

/** Every archive holds a page before the run begins. */
export function archiveQueries(stage: Stage, { page }: { page: number }): Activity {
  const set = `<set xmlns='http://jabber.org/protocol/rsm'><max>${page}</max><before/></set>`
  return new Requests(stage, {
    around: ["<iq type='set' id='", `'><query xmlns='${MAM}'>${set}</query></iq>`],
    prepare: async ({ crowd }, signal) => {
      for (let message = 0; message < page; message++) {
        for (const { number, connection } of crowd.users.values()) {
          const to = escapeXml(crowd.user(number ^ 1).connection.jid)
          connection.send(`<message type='chat' to='${to}'><body>Kept ${message}</body></message>`)
        }
        await crowd.fence(signal)
      }
    },
    comesWith: (bytes, start, end) => bytes.subarray(start, end).includes(MAM),
  })
}

class Requests implements Activity {
  private readonly stage: Stage
  private readonly kind: Kind
  private readonly book: Book
  private refused = 0

  constructor(stage: Stage, kind: Kind) {
    this.stage = stage
    this.kind = kind
    this.book = stage.recorder.openBook('answer', (user) => `user ${user}`)
  }

  get waiting(): number {
    return this.book.outstanding - this.refused
  }

  async prepare(signal: AbortSignal): Promise<void> {
    await this.kind.prepare?.(this.stage, signal)
  }

  arrive(number: number, intended: number): void {
    const { crowd, recorder, firstPair } = this.stage
    const user = crowd.performer(number)
    if (user === undefined) return
    const [before, behind] = this.kind.around
    const sequence = this.book.expect(number)
    user.connection.send(`${before}r${firstPair}-${sequence}-${Math.round(intended * 1e6)}${behind}`)
    recorder.sent(intended)
  }

  heard(number: number, bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start + 1] !== I) return this.kind.comesWith?.(bytes, start, end) ?? false
    const tag = tagOf(bytes, start)
    const [, first, sequence, intendedNs] = /\sid=['"]r(\d+)-(\d+)-(\d+)['"]/.exec(tag) ?? []
    if (Number(first) !== this.stage.firstPair) return false
    if (isError(tag)) {
      this.refused++
      this.stage.recorder.error(`iq error: ${conditionOf(bytes, start, end)}`)
    } else this.book.arrived(number, Number(sequence), Number(intendedNs) / 1e6)
    return true
  }
}
