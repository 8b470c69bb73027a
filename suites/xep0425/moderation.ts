import { type Room, type Session, xml } from '#conformance'

export const MODERATE = 'urn:xmpp:message-moderate:1'
export const RETRACT = 'urn:xmpp:message-retract:1'

/** Says something in a room. Gives the id that the room gives it, as an observer hears it. */
export async function say(room: Room, speaker: Session, observer: Session, text: string): Promise<string> {
  const sent = speaker.send(xml`<message to='${room.jid}' type='groupchat'><body>${text}</body></message>`)
  const heard = await observer.next({ name: 'message', id: sent.id })
  const ids = heard.elements().filter((child) => child.is('stanza-id', 'urn:xmpp:sid:0'))
  return ids.find(({ attrs }) => attrs['by'] === room.jid)?.attrs['id'] ?? 'the room gave it none'
}

/** The request to retract a message (XEP-0425 §3). */
export const moderation = (room: Room, id: string) => xml`
  <iq type='set' to='${room.jid}'>
    <moderate xmlns='${MODERATE}' id='${id}'>
      <retract xmlns='${RETRACT}'/>
      <reason>Not here</reason>
    </moderate>
  </iq>`
