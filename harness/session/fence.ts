/**
 * Protocol barriers: "nothing arrived" is proved by what arrived after it on the same route.
 *
 * A fence waits and judges nothing. A lost fence makes the result inconclusive, never green.
 */
import { bareJid } from '../core/jid.ts'
import { xml } from '../wire/xml.ts'
import { freshId, type HeardBy, type Received, type Session } from './session.ts'

class Heard {
  private readonly bySession = new Map<Session, HeardBy>()

  constructor(entries: readonly (readonly [Session, readonly Received[]])[]) {
    for (const [session, stanzas] of entries) this.bySession.set(session, { who: session.name, stanzas })
  }

  /** What that observer heard since its fence before this one, or since it was bound. */
  by(session: Session): HeardBy {
    const heard = this.bySession.get(session)
    if (heard === undefined) throw new TypeError(`${session.name} is no observer of this fence`)
    return heard
  }
}

/**
 * A message from the sender to the full JID of each observer: all that the server routed from the sender
 * to them before has arrived (RFC 6120 §10.1).
 */
async function after(sender: Session, observers: readonly Session[]): Promise<Heard> {
  return new Heard(
    await Promise.all(
      observers.map(async (observer) => {
        const id = `fence-${freshId()}`
        sender.send(
          xml`<message type='headline' to='${observer.jid}' id='${id}'><fence xmlns='urn:touchstone:fence'/></message>`,
        )
        return [observer, await observer.awaitFence(id, `the marker from ${sender.name}`)] as const
      }),
    ),
  )
}

/**
 * Pings to the own server and back: all that the server did for these sessions has arrived, the effects among
 * them of what any of these sessions had sent.
 */
async function roundTrip(...sessions: readonly Session[]): Promise<Heard> {
  const first = await pingAll(sessions)
  // Streams have no mutual order: one may be answered before what came by another is looked at.
  const second = sessions.length > 1 ? await pingAll(sessions) : []
  return new Heard(
    sessions.map((session, index) => [session, [...(first[index] ?? []), ...(second[index] ?? [])]]),
  )
}

function pingAll(sessions: readonly Session[]): Promise<readonly (readonly Received[])[]> {
  return Promise.all(sessions.map((session) => session.roundTrip()))
}

/** A message of one occupant to the room: all that the room sent to the observers before has arrived. */
async function throughRoom(sender: Session, room: string, observers: readonly Session[]): Promise<Heard> {
  const id = `fence-${freshId()}`
  sender.stream.send(
    xml`<message type='groupchat' to='${bareJid(room)}' id='${id}'><body>fence</body></message>`,
  )
  return new Heard(
    await Promise.all(
      observers.map(
        async (observer) => [observer, await observer.awaitFence(id, `the marker through ${room}`)] as const,
      ),
    ),
  )
}

export const fence = { after, roundTrip, throughRoom }
