/** The two sides of a subscription on a walk, and what shows of it: expected by the model, and as it was heard. */
import { bareJid, Client, type Element, type Peer, type Session, xml } from '#conformance'
import { type State, states, type Type, types } from './states.ts'
import type { Pair } from './subscription-model.ts'
import { isFrom, isTo } from './transitions.ts'
import type { Facts } from './walk.ts'

/** A user here, or a peer on another domain, which is always there and keeps its own account. */
export interface Side {
  readonly role: 'from' | 'to'
  readonly name: string
  readonly jid: string
  readonly client: Client | undefined
  readonly sessions: Session[]
  logins: number
  /** Whether the server may have left it with presence of one to whom it is not subscribed any more. */
  stale: boolean
}

export type Sides = Readonly<Record<Side['role'], Side>>

/** What may come of an event: the accounts, and what each session hears that manages a subscription. */
export interface Prospect {
  readonly after: Pair
  readonly hears: (session: Session) => readonly Type[]
}

export function sideOf(role: Side['role'], party: Client | Peer): Side {
  const client = party instanceof Client ? party : undefined
  return {
    role,
    name: party.bareJid.replace(/-.*/, ''),
    jid: party.bareJid,
    client,
    sessions: party instanceof Client ? [] : [party],
    logins: 0,
    stale: false,
  }
}

export function otherThan(side: Side, sides: Sides): Side {
  return side.role === 'from' ? sides.to : sides.from
}

export function isSubscribed(pair: Pair, { role }: Pick<Side, 'role'>): boolean {
  const own = pair[role]
  const others = pair[role === 'from' ? 'to' : 'from']
  return (own === undefined || isTo(own.state)) && (others === undefined || isFrom(others.state))
}

/** @param ended a session that the event has ended */
export function expectedFacts({ after, hears }: Prospect, sides: Sides, ended: Session | undefined): Facts {
  const facts: Record<string, string> = {}
  for (const side of [sides.from, sides.to]) {
    const state = after[side.role]?.state
    const other = otherThan(side, sides)
    const subscribed = isSubscribed(after, side)
    // A peer says nothing of its presence.
    const others = subscribed && other.client !== undefined ? other.sessions : []
    for (const session of side.sessions) {
      facts[`${session.name} hears`] = list(hears(session))
      if (!side.stale) {
        const own = side.sessions.filter((each) => each !== session)
        facts[`${session.name} takes for available`] = list([...own, ...others].map(({ name }) => name))
      }
      if (ended !== undefined && !side.stale) {
        const concerned = bareJid(ended.jid) === side.jid || subscribed
        facts[`${session.name} hears of the end`] = concerned ? 'once' : 'never'
      }
      if (state !== undefined) facts[`${session.name} was pushed`] = look(state)
    }
    if (state !== undefined && side.sessions.length > 0) facts[`the roster of ${side.name}`] = look(state)
  }
  return facts
}

/** @param since what a session has heard since the event */
export async function shownFacts(
  sides: Sides,
  since: (session: Session) => readonly Element[],
  ended: Session | undefined,
): Promise<Facts> {
  const facts: Record<string, string> = {}
  for (const side of [sides.from, sides.to]) {
    const other = otherThan(side, sides)
    const [first] = side.sessions
    if (first !== undefined && side.client !== undefined) {
      const roster = await first.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
      facts[`the roster of ${side.name}`] = lookOf(roster, other.jid) ?? nothing
    }
    for (const session of side.sessions) {
      const presences = since(session).filter(({ name }) => name === 'presence')
      const heard = presences.filter(({ from }) => from === other.jid).map(({ type }) => type)
      facts[`${session.name} hears`] = list(heard.filter((type) => types.some((each) => each === type)))
      facts[`${session.name} takes for available`] = list(
        [...side.sessions, ...other.sessions]
          .filter(({ jid }) => takesForAvailable(session, jid))
          .map(({ name }) => name),
      )
      const farewells = presences.filter(({ type, from }) => type === 'unavailable' && from === ended?.jid)
      facts[`${session.name} hears of the end`] = ['never', 'once'][farewells.length] ?? 'more than once'
      facts[`${session.name} was pushed`] = pushedTo(session, other.jid)
    }
  }
  return facts
}

const nothing = look('None')

/** The last that a session heard of another. */
function takesForAvailable(session: Session, jid: string): boolean {
  const last = session.inbox.findLast(
    ({ element: { name, type, from } }) =>
      name === 'presence' && from === jid && (type === undefined || type === 'unavailable'),
  )
  return session.jid !== jid && last !== undefined && last.element.type === undefined
}

/** What a session makes of the roster that it got as it came and of the pushes since. */
function pushedTo(session: Session, jid: string): string {
  const iqs = session.inbox.map(({ element }) => element).filter(({ name }) => name === 'iq')
  const pushes = iqs.filter(({ type }) => type === 'set').map((push) => lookOf(push, jid))
  const atLogin = iqs.find((iq) => iq.type === 'result' && iq.child('query', 'jabber:iq:roster'))
  return pushes.findLast((push) => push !== undefined) ?? (atLogin && lookOf(atLogin, jid)) ?? nothing
}

/** How the item of a contact looks in a roster query; undefined where there is none. */
function lookOf(iq: Element, jid: string): string | undefined {
  const items = iq.child('query', 'jabber:iq:roster')?.elements() ?? []
  const attrs = items.find((item) => item.attrs['jid'] === jid)?.attrs
  if (attrs === undefined) return undefined
  const { subscription = 'none', ask } = attrs
  return subscription === 'remove' ? nothing : worded(subscription, ask)
}

function look(state: State): string {
  const { subscription, ask } = states[state].look
  return worded(subscription, ask)
}

function worded(subscription: string, ask: string | undefined): string {
  return `subscription=${subscription}${ask === undefined ? '' : ` ask=${ask}`}`
}

function list(words: readonly (string | undefined)[]): string {
  return words.length === 0 ? 'nothing' : words.toSorted().join(', ')
}
