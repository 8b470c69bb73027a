/**
 * A walk through the states of a subscription: events by chance, and after each of them everything that shows is
 * held against what the model allows: stanzas, pushes, rosters and presence, on both sides.
 */
import { type Client, type RequirementId, type Session, type Stage, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { states, type Type, types } from './states.ts'
import { type Account, type Outcome, outcomes, type Pair, removals, stranger } from './subscription-model.ts'
import {
  expectedFacts,
  isSubscribed,
  otherThan,
  type Prospect,
  type Side,
  type Sides,
  shownFacts,
  sideOf,
} from './subscription-sides.ts'
import { isFrom } from './transitions.ts'
import { type Choice, Itinerary } from './walk.ts'

interface Event extends Choice {
  readonly by: Side
  /** Does it, and gives a session of that side, if one is there. */
  readonly perform: () => Promise<Session | undefined>
  readonly prospects: (before: Pair) => readonly Prospect[]
  /** A session that it ends. */
  readonly ends?: Session
  /** Whether it ends the subscription of that side to the other. */
  readonly unsubscribes?: boolean
  /** Whether it removes the other from the roster of that side. */
  readonly removes?: boolean
}

/** @param where whether the contact has an account on the same server or is a peer on another domain */
export async function walkSubscriptions(
  stage: Stage,
  where: 'here' | 'elsewhere',
  steps: number,
): Promise<void> {
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const contact = where === 'here' ? juliet : await stage.components.peer('juliet')
  const walk = new SubscriptionWalk(stage, { from: sideOf('from', romeo), to: sideOf('to', contact) })
  for (let step = 0; step < steps; step++) await walk.step()
  walk.observe()
}

class SubscriptionWalk {
  private readonly stage: Stage
  private readonly itinerary: Itinerary
  private readonly sides: Sides
  /** What the accounts may be, as far as has shown. */
  private beliefs: readonly Pair[]
  /** What the server is known to get wrong and the walk has gone around. */
  private readonly around = new Set<string>()

  constructor(stage: Stage, sides: Sides) {
    this.stage = stage
    this.itinerary = new Itinerary(stage.seed)
    this.sides = sides
    this.beliefs = [{ from: stranger, to: sides.to.client && stranger }]
  }

  async step(): Promise<void> {
    const { sides } = this
    const event = this.itinerary.choose([...this.eventsOf(sides.from), ...this.eventsOf(sides.to)])
    const before = new Map(this.sessions.map((session) => [session, session.inbox.length]))
    const actor = await event.perform()
    if (actor !== undefined) {
      await this.stage.fence.after(
        actor,
        this.sessions.filter((session) => session !== actor),
      )
    }
    if (this.sessions.length > 0) await this.stage.fence.roundTrip(...this.sessions)

    const since = (session: Session) =>
      session.inbox.slice(before.get(session) ?? 0).map(({ element }) => element)
    const shown = await shownFacts(sides, since, event.ends)
    this.expectStale(event)
    const prospects = this.beliefs.flatMap(event.prospects)
    this.expectNews(prospects)
    const possible = this.itinerary.judge(
      prospects.map((prospect) => ({ ...prospect, facts: expectedFacts(prospect, sides, event.ends) })),
      shown,
    )
    const distinct = new Map(possible.map(({ after }) => [JSON.stringify(after), after]))
    this.beliefs = [...distinct.values()]
  }

  observe(): void {
    for (const requirement of this.around) this.stage.observe(`goes around ${requirement}, known to fail`)
  }

  private get sessions(): readonly Session[] {
    return [...this.sides.from.sessions, ...this.sides.to.sessions]
  }

  private isKnownToFail(requirement: RequirementId<typeof rfc6121>): boolean {
    const known = this.stage.knownToFail(rfc6121, requirement)
    if (known) this.around.add(requirement)
    return known
  }

  /** One who unsubscribes should be told that the other is unavailable, and may not be. */
  private expectStale({ by, unsubscribes = false, removes = false }: Event): void {
    const other = otherThan(by, this.sides)
    // To one whose subscription goes with a roster item (§2.5.2), nothing need be said of presence.
    if (removes) other.stale = true
    const concerned = other.client !== undefined || by.client === undefined
    if (!unsubscribes || !concerned || !this.beliefs.some((pair) => isSubscribed(pair, by))) return
    if (this.isKnownToFail('3.3.3/sends-unavailable-after-an-unsubscribe')) by.stale = true
  }

  /** Who is subscribed is told whatever there is to know. */
  private expectNews(prospects: readonly Prospect[]): void {
    for (const side of [this.sides.from, this.sides.to]) {
      if (prospects.every(({ after }) => isSubscribed(after, side))) side.stale = false
    }
  }

  private eventsOf(side: Side): readonly Event[] {
    const { client, sessions, name } = side
    const [session] = sessions
    const [belief] = this.beliefs
    const { state } = belief?.[side.role] ?? belief?.[otherThan(side, this.sides).role] ?? stranger
    const named = (does: string) => `${name} ${does} (${state})`
    const events: Event[] = []
    if (client !== undefined && sessions.length < 2) events.push(this.login(side, client, named('logs in')))
    if (session === undefined) return events
    for (const type of types) {
      if (this.isFair(side, type)) events.push(this.sending(side, type, named(`sends ${type}`)))
    }
    if (client === undefined) return events
    events.push(this.logout(side, session, named('logs out')))
    if (sessions.length > 1) events.push(this.cut(side, session, named('is cut off')))
    if (/^(To|From|Both)$/.test(state) && this.mayRemove(side)) {
      events.push(this.removal(side, session, named('removes the other')))
    }
    return events
  }

  private mayRemove(side: Side): boolean {
    const elsewhere = otherThan(side, this.sides).client === undefined
    return !(elsewhere && this.isKnownToFail('3/stamps-its-own-with-the-bare-jid'))
  }

  private isFair(side: Side, type: Type): boolean {
    const other = otherThan(side, this.sides)
    const some = ({ role }: Side, fits: (account: Account) => boolean) =>
      this.beliefs.some((pair) => pair[role] !== undefined && fits(pair[role]))
    const isApproved = ({ approved }: Account) => approved !== 'no'
    switch (type) {
      case 'subscribed': {
        const twice = some(side, ({ state }) => isFrom(state))
        return !(twice && this.isKnownToFail('A.2.3/routes-no-approval-twice'))
      }
      case 'unsubscribed':
        return !(some(side, isApproved) && this.isKnownToFail('3.2.2/takes-back-a-pre-approval'))
      case 'subscribe': {
        const away = other.sessions.length === 0 && some(other, isApproved)
        return !(away && this.isKnownToFail('3.4.2/approves-in-the-name-of-the-user'))
      }
      case 'unsubscribe':
        return true
    }
  }

  private sending(by: Side, type: Type, name: string): Event {
    return {
      name,
      kind: 'stanza',
      by,
      perform: async () => {
        const session = this.itinerary.random.pick(by.sessions)
        session.send(xml`<presence type='${type}' to='${otherThan(by, this.sides).jid}'/>`)
        return session
      },
      prospects: (before) => outcomes(turned(before, by), type).map((outcome) => prospect(by, outcome)),
      unsubscribes: type === 'unsubscribe',
    }
  }

  private removal(by: Side, session: Session, name: string): Event {
    const { jid } = otherThan(by, this.sides)
    return {
      name,
      kind: 'stanza',
      by,
      perform: async () => {
        await session.request(
          xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${jid}' subscription='remove'/></query></iq>`,
        )
        return session
      },
      prospects: (before) => removals(turned(before, by)).map((outcome) => prospect(by, outcome)),
      unsubscribes: true,
      removes: true,
    }
  }

  private login(by: Side, client: Client, name: string): Event {
    let entered: Session | undefined
    return {
      name,
      kind: 'session',
      by,
      perform: async () => {
        by.logins += 1
        entered = await client.login({ resource: `resource${by.logins}` })
        by.sessions.push(entered)
        return entered
      },
      prospects: (before) => {
        const { pendingIn, ask } = states[before[by.role]?.state ?? 'None'].look
        // A request without an answer may be sent again (§3.1.2).
        const resent: readonly (readonly Type[])[] = ask === undefined ? [[]] : [[], ['subscribe']]
        return resent.map((again) => ({
          after: before,
          hears: (session) => {
            if (session === entered) return pendingIn ? ['subscribe'] : []
            return by.sessions.includes(session) ? [] : again
          },
        }))
      },
    }
  }

  private logout(by: Side, session: Session, name: string): Event {
    return {
      ...ending(by, session, name),
      perform: async () => {
        session.send(xml`<presence type='unavailable'/>`)
        await session.roundTrip()
        by.sessions.splice(by.sessions.indexOf(session), 1)
        await session.close()
        return by.sessions[0]
      },
    }
  }

  /** Another session of the user is there to hear of it: there is no other way to know that the server has noticed. */
  private cut(by: Side, session: Session, name: string): Event {
    return {
      ...ending(by, session, name),
      perform: async () => {
        by.sessions.splice(by.sessions.indexOf(session), 1)
        session.stream.reset()
        const [left] = by.sessions
        await left?.next({ name: 'presence', type: 'unavailable', from: session.jid })
        return left
      },
    }
  }
}

function ending(by: Side, ends: Session, name: string): Omit<Event, 'perform'> {
  return { name, kind: 'session', by, ends, prospects: (before) => [{ after: before, hears: () => [] }] }
}

function prospect(by: Side, { after, received, answered }: Outcome): Prospect {
  return {
    after: turned(after, by),
    hears: (session) => (by.sessions.includes(session) ? answered : received),
  }
}

/** The pair as seen from that side, or back. */
function turned({ from, to }: Pair, { role }: Side): Pair {
  return role === 'from' ? { from, to } : { from: to, to: from }
}
