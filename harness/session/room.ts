/** A room that exists for one verification, and the steps of entering it (XEP-0045 §7.2). */
import { Element } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import { xml } from '../wire/xml.ts'
import { prepare } from './negotiate.ts'
import { freshId, type Session } from './session.ts'

export const MUC_USER = 'http://jabber.org/protocol/muc#user'

/** Status codes of a presence or message from a room (XEP-0045 §15.6), in order. */
export function statusCodes(stanza: Element): string[] {
  return (
    stanza
      .child('x', MUC_USER)
      ?.childrenNamed('status')
      .map((status) => status.attrs['code'] ?? '') ?? []
  )
}

export class Room {
  /** The room's bare JID. */
  readonly jid: string

  /** @param service address of the room service; the localpart is new */
  constructor(service: string, localpart: string) {
    this.jid = `${localpart}@${service}`
  }

  /** The occupant JID of a nickname. */
  occupant(nick: string): string {
    return `${this.jid}/${nick}`
  }

  /** Presence that asks to enter. */
  entry(nick: string, inside: readonly Element[] = []): Element {
    return xml`<presence to='${this.occupant(nick)}'><x xmlns='http://jabber.org/protocol/muc'>${inside}</x></presence>`
  }

  /**
   * Enters and waits until the server has said so: self-presence, then the subject.
   * @param inside of the element that asks to enter: a password, a wish about history
   */
  async enter(session: Session, nick: string, inside: readonly Element[] = []): Promise<Element> {
    return prepare(`${nick} in ${this.jid}`, async () => {
      session.send(this.entry(nick, inside))
      const answer = await session.next({ name: 'presence', from: this.occupant(nick) })
      if (answer.type === 'error') throw new InconclusiveError(`could not enter ${this.jid}: ${answer}`)
      if (statusCodes(answer).includes('201')) await this.submit(session, [])
      // From the room, or from whoever has set it (XEP-0045 §7.2.15).
      else await session.next(xml`<message type='groupchat'><subject/></message>`)
      return answer
    })
  }

  /** Creates the room, with these options of its configuration form set, the others at their defaults. */
  async create(
    session: Session,
    nick: string,
    options: Readonly<Record<string, string>> = {},
  ): Promise<Element> {
    const answer = await this.enter(session, nick)
    if (Object.keys(options).length > 0)
      await prepare(`the options of ${this.jid}`, () => this.configure(session, options))
    return answer
  }

  /** Submits options of the configuration form (XEP-0045 §10.2). */
  async configure(session: Session, options: Readonly<Record<string, string>>): Promise<void> {
    const fields = Object.entries(options).map(
      ([name, value]) => xml`<field xmlns='jabber:x:data' var='${name}'><value>${value}</value></field>`,
    )
    await this.submit(session, [
      xml`<field xmlns='jabber:x:data' var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>`,
      ...fields,
    ])
  }

  /**
   * Has the room set an affiliation or a role (XEP-0045 §8 and §9).
   * @param item its attributes: `{ affiliation: 'member', jid }` or `{ role: 'visitor', nick }`
   */
  async administer(session: Session, item: Readonly<Record<string, string>>): Promise<void> {
    const changed = new Element('item', 'http://jabber.org/protocol/muc#admin', item)
    await prepare(`${changed} in ${this.jid}`, async () => {
      const answer = await session.request(xml`
        <iq type='set' to='${this.jid}'><query xmlns='http://jabber.org/protocol/muc#admin'>${changed}</query></iq>`)
      if (answer.type !== 'result') throw new InconclusiveError(`could not set ${changed}: ${answer}`)
    })
  }

  /** Reserves a nickname, as a user whom the room lets do so (XEP-0045 §7.10). */
  async reserve(session: Session, nick: string): Promise<void> {
    await prepare(`the nickname ${nick} in ${this.jid}`, async () => {
      const answer = await session.request(xml`
        <iq type='set' to='${this.jid}'>
          <query xmlns='jabber:iq:register'>
            <x xmlns='jabber:x:data' type='submit'>
              <field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>
              <field var='muc#register_roomnick'><value>${nick}</value></field>
            </x>
          </query>
        </iq>`)
      if (answer.type !== 'result') throw new InconclusiveError(`could not reserve ${nick}: ${answer}`)
    })
  }

  private async submit(session: Session, fields: readonly Element[]): Promise<void> {
    const answer = await session.request(xml`
      <iq type='set' to='${this.jid}' id='${freshId()}'>
        <query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>${fields}</x></query>
      </iq>`)
    if (answer.type !== 'result') throw new InconclusiveError(`could not configure ${this.jid}: ${answer}`)
  }
}
