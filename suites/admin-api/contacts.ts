import { type Session, xml } from '#conformance'

/** The roster of a session's account: `juliet@touchstone.test both`. */
export async function contactsOf(session: Session): Promise<readonly string[]> {
  const roster = await session.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
  const items = roster.child('query', 'jabber:iq:roster')?.childrenNamed('item') ?? []
  return items.map(({ attrs }) => `${attrs['jid']} ${attrs['subscription']}`)
}
