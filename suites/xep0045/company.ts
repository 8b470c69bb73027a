import { Element, expect, type Room, type Session, type Stage, statusCodes, xml } from '#conformance'
import { gather } from './gather.ts'
import { type Affiliation, after, type Change, type Role, ruling, type Standing } from './privileges.ts'

const ADMIN = 'http://jabber.org/protocol/muc#admin'

interface Person {
  readonly nick: string
  readonly session: Session
  standing: Standing
}

/**
 * An open room with its people, and what the model of privileges says that they are. Romeo owns the room and is
 * never acted upon, so that lists can always be read and the room always be spoken in.
 */
export class Company {
  private readonly stage: Stage
  private readonly room: Room
  private readonly people: ReadonlyMap<string, Person>

  private constructor(stage: Stage, room: Room, people: readonly Person[]) {
    this.stage = stage
    this.room = room
    this.people = new Map(people.map((person) => [person.nick, person]))
  }

  static async gather(stage: Stage, others: readonly string[]): Promise<Company> {
    const [room, ...sessions] = await gather(stage, ['romeo', ...others])
    const people = sessions.map((session, index): Person => {
      const nick = ['romeo', ...others][index] as string
      return {
        nick,
        session,
        standing:
          index === 0
            ? { affiliation: 'owner', role: 'moderator' }
            : { affiliation: 'none', role: 'participant' },
      }
    })
    return new Company(stage, room, people)
  }

  standing(nick: string): Standing {
    return this.person(nick).standing
  }

  /** Makes someone what he is to be, by romeo, and lets him in where that takes him out. */
  async arrange(nick: string, { affiliation, role }: Standing): Promise<void> {
    if (this.standing(nick).affiliation !== affiliation) await this.change('romeo', nick, { affiliation })
    if (affiliation === 'outcast') return
    if (this.standing(nick).role === 'none') await this.enter(nick)
    if (this.standing(nick).role !== role) await this.change('romeo', nick, { role })
  }

  /** Comes back to the room. The role is the one that affiliations have by default. */
  async enter(nick: string): Promise<void> {
    const person = this.person(nick)
    person.session.send(this.room.entry(nick))
    // Whatever answers this has taken the entry before: the two came by one stream.
    await person.session.request(
      xml`<iq type='get' to='${this.room.jid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    const { affiliation } = person.standing
    const role = affiliation === 'admin' || affiliation === 'owner' ? 'moderator' : 'participant'
    person.standing = { affiliation, role }
    for (const { who, heard } of await this.fence()) {
      const told = heard.filter(({ from }) => from === this.room.occupant(nick)).at(-1)
      expect(told && itemOf(told), `${nick} on entry: seen by ${who}`).toEqual({ affiliation, role })
    }
  }

  /** One asks for a change about another: what comes of it, what each occupant sees, and what the lists say. */
  async ask(actor: string, target: string, change: Change): Promise<void> {
    const before = this.standing(target)
    const what = await this.change(actor, target, change)
    const lists: readonly Change[] =
      'affiliation' in change
        ? [change, { affiliation: before.affiliation }]
        : [change, { role: before.role }]
    for (const list of this.standing(target) === before ? lists.slice(0, 1) : lists) {
      await this.readList(this.person(target), list, what)
    }
  }

  /** The same without the lists. Gives a description. */
  private async change(actorNick: string, targetNick: string, change: Change): Promise<string> {
    const actor = this.person(actorNick)
    const target = this.person(targetNick)
    const before = target.standing
    const what = `${describe(actor)} has ${describe(target)} become ${Object.values(change)[0]}`
    const wanted =
      'affiliation' in change
        ? { affiliation: change.affiliation, jid: target.session.bareJid }
        : { role: change.role, nick: target.nick }
    const answer = await actor.session.request(xml`
      <iq type='set' to='${this.room.jid}'>
        <query xmlns='${ADMIN}'>${new Element('item', ADMIN, wanted)}</query>
      </iq>`)
    const ruled = ruling(actor.standing, before, change)
    if (ruled === 'refused')
      expect(answer, what).toBeStanzaError(['forbidden', 'not-allowed', 'not-authorized', 'conflict'])
    if (ruled === 'allowed') expect(answer, what).toFit({ type: 'result' })

    const done = answer.type === 'result'
    const expected = done ? after(before, change) : { affiliation: before.affiliation, roles: [before.role] }
    const removed = before.role !== 'none' && expected.roles.every((role) => role === 'none')
    if (removed) {
      const last = await target.session.next({
        name: 'presence',
        from: this.room.occupant(target.nick),
        type: 'unavailable',
      })
      expect(statusCodes(last), what).toContain('affiliation' in change ? '301' : '307')
      target.standing = { affiliation: expected.affiliation, role: 'none' }
    }
    const seen = (await this.fence(actor)).flatMap(({ who, heard }) => {
      if (before.role === 'none') return []
      const told = heard.filter(({ from }) => from === this.room.occupant(target.nick)).at(-1)
      const now = told === undefined ? before : itemOf(told)
      expect(now.affiliation, `${what}: seen by ${who}`).toBe(expected.affiliation)
      expect(expected.roles, `${what}: seen by ${who}`).toContain(now.role)
      return [now.role]
    })
    expect(new Set(seen).size, `${what}: roles seen, ${seen.join(', ')}`).toBeLessThanOrEqual(1)
    if (done) target.standing = { affiliation: expected.affiliation, role: seen[0] ?? 'none' }
    return what
  }

  /** What each of those inside has seen since the time before. The room is asked by who may speak there. */
  private async fence(
    by = this.person('romeo'),
  ): Promise<readonly { readonly who: string; readonly heard: readonly Element[] }[]> {
    const inside = [...this.people.values()].filter(({ standing }) => standing.role !== 'none')
    const sessions = inside.map(({ session }) => session)
    const hasVoice = by.standing.role === 'participant' || by.standing.role === 'moderator'
    const speaker = hasVoice ? by : this.person('romeo')
    const heard = await this.stage.fence.throughRoom(speaker.session, this.room.jid, sessions)
    return inside.map(({ nick, session }) => ({
      who: nick,
      heard: heard
        .by(session)
        .stanzas.map(({ element }) => element)
        .filter(({ name }) => name === 'presence'),
    }))
  }

  /** A list holds someone when it is to, and else not. There is none of those without affiliation, of visitors and of the absent. */
  private async readList({ nick, session, standing }: Person, list: Change, what: string): Promise<void> {
    const [name] = Object.values(list)
    if (name === 'none' || name === 'visitor') return
    const answer = await this.person('romeo').session.request(xml`
      <iq type='get' to='${this.room.jid}'>
        <query xmlns='${ADMIN}'>${new Element('item', ADMIN, { ...list })}</query>
      </iq>`)
    expect(answer).toFit({ type: 'result' })
    const items = answer.child('query', ADMIN)?.elements() ?? []
    const holds = items.some(({ attrs }) =>
      'affiliation' in list ? attrs['jid'] === session.bareJid : attrs['nick'] === nick,
    )
    const isToHold = 'affiliation' in list ? standing.affiliation === name : standing.role === name
    expect(holds, `${what}: whether the list of ${name} holds ${nick}`).toBe(isToHold)
  }

  private person(nick: string): Person {
    const person = this.people.get(nick)
    if (person === undefined) throw new TypeError(`nobody here is called ${nick}`)
    return person
  }
}

function describe({ nick, standing }: Person): string {
  return `${nick} (${standing.affiliation}, ${standing.role})`
}

function itemOf(presence: Element): Standing {
  const { affiliation, role } =
    presence.child('x', 'http://jabber.org/protocol/muc#user')?.child('item')?.attrs ?? {}
  return { affiliation: affiliation as Affiliation, role: role as Role }
}
