/**
 * A walk through what a user with several sessions does with presence: events by chance, and after each of them
 * what a subscriber, a stranger and the user's own sessions have been told is held against what they may know.
 */
import { type Client, type Session, type Stage, xml } from '#conformance'
import { subscribe } from './subscribe.ts'
import { type Choice, type Facts, Itinerary } from './walk.ts'

const MOST_SESSIONS = 3
const PRIORITIES = [-1, 0, 5]

/** A session of the user, and what it says of itself. */
interface Own {
  readonly session: Session
  /** To subscribers and to the other sessions; undefined while it is not available. */
  shown?: { readonly status: string; readonly priority: number } | undefined
  /** The status that the stranger is shown by directed presence (RFC 6121 §4.6). */
  directed?: string | undefined
}

interface Event extends Choice {
  /** Does it, and gives the session that did it, or another one of the user's where that has ended. */
  readonly perform: () => Promise<Session | undefined>
  /** Whose presence it changes, and who is told of that, once. */
  readonly changes?: { readonly whose: Own; readonly told: readonly Session[] }
  /** For a message to the bare JID: those who may get it, at least one of them. */
  readonly addresses?: readonly Session[]
}

export async function walkPresence(stage: Stage, steps: number): Promise<void> {
  const [romeo, juliet, nurse] = await stage.accounts.create('romeo', 'juliet', 'nurse')
  const orchard = await romeo.login({ resource: 'orchard' })
  const chamber = await nurse.login({ resource: 'chamber' })
  const walk = new PresenceWalk(stage, juliet, orchard, chamber)
  await subscribe(orchard, await walk.begin())
  for (let step = 0; step < steps; step++) await walk.step()
}

class PresenceWalk {
  private readonly stage: Stage
  private readonly itinerary: Itinerary
  private readonly user: Client
  private readonly subscriber: Session
  private readonly stranger: Session
  private readonly own: Own[] = []
  private sessionsSoFar = 0
  private wordsSoFar = 0

  constructor(stage: Stage, user: Client, subscriber: Session, stranger: Session) {
    this.stage = stage
    this.itinerary = new Itinerary(stage.seed)
    this.user = user
    this.subscriber = subscriber
    this.stranger = stranger
  }

  /** A first session, which is available. */
  async begin(): Promise<Session> {
    const session = await this.user.login({ resource: 'first' })
    this.own.push({ session, shown: { status: '', priority: 0 } })
    return session
  }

  async step(): Promise<void> {
    const event = this.itinerary.choose(this.events())
    const before = new Map(this.sessions.map((session) => [session, session.inbox.length]))
    const actor = await event.perform()
    const others = this.sessions.filter((session) => session !== actor)
    if (actor !== undefined) await this.stage.fence.after(actor, others)
    await this.stage.fence.roundTrip(...this.sessions)
    const since = (session: Session) => session.inbox.slice(before.get(session) ?? 0)
    this.itinerary.judge(this.expected(event), this.shown(event, since))
  }

  private get sessions(): readonly Session[] {
    return [this.subscriber, this.stranger, ...this.own.map(({ session }) => session)]
  }

  private get available(): readonly Own[] {
    return this.own.filter(({ shown }) => shown !== undefined)
  }

  private events(): readonly Event[] {
    const { own, available } = this
    const named = (does: string) => `${does} (${available.length} of ${own.length} sessions available)`
    const events: Event[] = [
      this.asking(this.subscriber, named('the subscriber probes')),
      this.asking(this.stranger, named('the stranger probes')),
      this.messaging(named('the stranger writes')),
    ]
    if (own.length < MOST_SESSIONS) events.push(this.beginning(named('a session begins')))
    if (own.length === 0) return events
    const one = this.itinerary.random.pick(own)
    for (const priority of PRIORITIES) {
      events.push(this.showing(one, priority, named(`a session shows itself at ${priority}`)))
    }
    events.push(this.directing(one, named('a session shows itself to the stranger')))
    if (one.directed !== undefined) events.push(this.takingBack(one, named('a session takes that back')))
    if (one.shown !== undefined) events.push(this.leaving(one, named('a session becomes unavailable')))
    if (this.toldBy(one).length > 0) {
      events.push(this.ending(one, 'close', named('a session closes')))
      events.push(this.ending(one, 'reset', named('a session is cut off')))
    }
    return events
  }

  /** Who takes this session for available, it itself left out. */
  private toldBy({ session, shown, directed }: Own): readonly Session[] {
    const siblings = this.available.map((each) => each.session).filter((each) => each !== session)
    return [
      ...(shown === undefined ? [] : [this.subscriber, ...siblings]),
      ...(directed === undefined ? [] : [this.stranger]),
    ]
  }

  private word(): string {
    this.wordsSoFar += 1
    return `word ${this.wordsSoFar}`
  }

  private beginning(name: string): Event {
    return {
      name,
      kind: 'session',
      perform: async () => {
        this.sessionsSoFar += 1
        const session = await this.user.connect({ resource: `later${this.sessionsSoFar}` })
        this.own.push({ session })
        return session
      },
    }
  }

  private showing(whose: Own, priority: number, name: string): Event {
    const { session } = whose
    const siblings = this.available.filter((each) => each !== whose).map((each) => each.session)
    return {
      name,
      kind: 'stanza',
      perform: async () => {
        const status = this.word()
        session.send(
          xml`<presence><status>${status}</status><priority>${String(priority)}</priority></presence>`,
        )
        whose.shown = { status, priority }
        return session
      },
      changes: { whose, told: [this.subscriber, session, ...siblings] },
    }
  }

  private directing(whose: Own, name: string): Event {
    const { session } = whose
    return {
      name,
      kind: 'stanza',
      perform: async () => {
        whose.directed = this.word()
        session.send(
          xml`<presence to='${this.stranger.bareJid}'><status>${whose.directed}</status></presence>`,
        )
        return session
      },
      changes: { whose, told: [this.stranger] },
    }
  }

  private takingBack(whose: Own, name: string): Event {
    const { session } = whose
    return {
      name,
      kind: 'stanza',
      perform: async () => {
        session.send(xml`<presence type='unavailable' to='${this.stranger.bareJid}'/>`)
        whose.directed = undefined
        return session
      },
      changes: { whose, told: [this.stranger] },
    }
  }

  private leaving(whose: Own, name: string): Event {
    const { session } = whose
    const told = this.toldBy(whose)
    return {
      name,
      kind: 'stanza',
      perform: async () => {
        session.send(xml`<presence type='unavailable'/>`)
        whose.shown = undefined
        whose.directed = undefined
        return session
      },
      changes: { whose, told },
    }
  }

  private ending(whose: Own, how: 'close' | 'reset', name: string): Event {
    const { session } = whose
    const told = this.toldBy(whose)
    return {
      name,
      kind: 'session',
      perform: async () => {
        this.own.splice(this.own.indexOf(whose), 1)
        if (how === 'reset') session.stream.reset()
        else await session.close()
        for (const each of told) {
          await each.next({ name: 'presence', type: 'unavailable', from: session.jid })
        }
        return this.own[0]?.session
      },
      changes: { whose, told },
    }
  }

  private asking(session: Session, name: string): Event {
    return {
      name,
      kind: 'stanza',
      perform: async () => {
        session.send(xml`<presence type='probe' to='${this.user.bareJid}'/>`)
        return session
      },
    }
  }

  private messaging(name: string): Event {
    return {
      name,
      kind: 'stanza',
      perform: async () => {
        const body = this.word()
        this.stranger.send(xml`<message type='chat' to='${this.user.bareJid}'><body>${body}</body></message>`)
        return this.stranger
      },
      addresses: this.available
        .filter(({ shown }) => (shown?.priority ?? -1) >= 0)
        .map(({ session }) => session),
    }
  }

  /** Several where the server may choose who gets a message. */
  private expected({ changes, addresses }: Event): readonly { readonly facts: Facts }[] {
    const facts: Record<string, string> = {}
    facts['the subscriber sees'] = seen(this.own.map(({ session, shown }) => [session, shown?.status]))
    facts['the stranger sees'] = seen(this.own.map(({ session, directed }) => [session, directed]))
    for (const { session } of this.available) {
      facts[`${session.resource} sees`] = seen(this.own.map((own) => [own.session, own.shown?.status]))
    }
    if (changes !== undefined) {
      for (const [name, session] of this.observers(changes.whose)) {
        facts[`${name} is told`] = changes.told.includes(session) ? 'once' : 'never'
      }
    }
    if (addresses === undefined) return [{ facts }]
    return choices(addresses).map((chosen) => ({
      facts: { ...facts, 'the message reaches': names(chosen) },
    }))
  }

  private shown({ changes, addresses }: Event, since: (session: Session) => Session['inbox']): Facts {
    const facts: Record<string, string> = {}
    const observers = [
      ['the subscriber', this.subscriber] as const,
      ['the stranger', this.stranger] as const,
      ...this.available.map(({ session }) => [session.resource, session] as const),
    ]
    for (const [name, observer] of observers) {
      facts[`${name} sees`] = seen(
        this.own.map(({ session }) => [session, lastStatus(observer, session.jid)]),
      )
    }
    if (changes !== undefined) {
      const { jid } = changes.whose.session
      for (const [name, session] of this.observers(changes.whose)) {
        const told = since(session).filter(
          ({ element }) => element.name === 'presence' && element.from === jid,
        )
        facts[`${name} is told`] = ['never', 'once'][told.length] ?? `${told.length} times`
      }
    }
    if (addresses !== undefined) {
      const word = `word ${this.wordsSoFar}`
      const reached = this.own
        .map(({ session }) => session)
        .filter((session) => since(session).some(({ element }) => element.child('body')?.text() === word))
      facts['the message reaches'] = names(reached)
    }
    return facts
  }

  /** Who is asked what it was told of a change; one that is not available itself may be told or not. */
  private observers({ session: changed }: Own): readonly (readonly [string, Session])[] {
    const siblings = this.available.map(({ session }) => session).filter((each) => each !== changed)
    return [
      ['the subscriber', this.subscriber],
      ['the stranger', this.stranger],
      ...siblings.map((session) => [session.resource, session] as const),
    ]
  }
}

/** The status of the last presence that came; undefined when that was unavailable, or there was none. */
function lastStatus(observer: Session, jid: string): string | undefined {
  const last = observer.inbox.findLast(
    ({ element: { name, type, from } }) =>
      name === 'presence' && from === jid && (type === undefined || type === 'unavailable'),
  )?.element
  return last === undefined || last.type === 'unavailable' ? undefined : (last.child('status')?.text() ?? '')
}

function seen(statuses: readonly (readonly [Session, string | undefined])[]): string {
  const words = statuses.flatMap(([{ resource }, status]) =>
    status === undefined ? [] : [`${resource} (${status})`],
  )
  return words.toSorted().join(', ') || 'nobody'
}

function names(sessions: readonly Session[]): string {
  return (
    sessions
      .map(({ resource }) => resource)
      .toSorted()
      .join(', ') || 'nobody'
  )
}

/** Every choice of at least one; nobody when there is no one to choose. */
function choices<T>(from: readonly T[]): readonly (readonly T[])[] {
  const all = from.reduce<readonly (readonly T[])[]>(
    (chosen, each) => chosen.concat(chosen.map((some) => [...some, each])),
    [[]],
  )
  return from.length === 0 ? all : all.slice(1)
}
