import { expect, xml } from '#conformance'
import type { Kept } from './kept.ts'

/** Two messages to somebody who is offline. */
export const offlineMessages: Kept = async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  for (const body of ['Good night', 'Good night again']) {
    orchard.send(xml`<message type='chat' to='${juliet.bareJid}'><body>${body}</body></message>`)
  }
  await fence.roundTrip(orchard)
  return async () => {
    const balcony = await juliet.login({ resource: 'balcony' })
    const heard = balcony.inbox.filter(({ element }) => element.name === 'message')
    expect(heard.map(({ element }) => element.child('body')?.text())).toEqual([
      'Good night',
      'Good night again',
    ])
  }
}

/** A message in the archive of the one who sent it. */
export const archive: Kept = async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const sent = orchard.send(
    xml`<message type='chat' to='${juliet.bareJid}'><body>Remember me</body></message>`,
  )
  await fence.after(orchard, [balcony])
  return async () => {
    const again = await romeo.connect()
    const answer = await again.request(xml`<iq type='set'><query xmlns='urn:xmpp:mam:2' queryid='q'/></iq>`)
    expect(answer).toFit({ type: 'result' })
    expect(again.heardSoFar).toContainStanzas(
      1,
      xml`<message><result xmlns='urn:xmpp:mam:2' queryid='q'><forwarded xmlns='urn:xmpp:forward:0'>
        <message xmlns='jabber:client' id='${sent.id}'><body>Remember me</body></message>
      </forwarded></result></message>`,
    )
  }
}

/** A bookmark: an item that is meant to stay (XEP-0402). */
export const personalEvents: Kept = async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.connect()
  const published =
    await orchard.request(xml`<iq type='set'><pubsub xmlns='http://jabber.org/protocol/pubsub'>
    <publish node='urn:xmpp:bookmarks:1'>
      <item id='verona@rooms.example'><conference xmlns='urn:xmpp:bookmarks:1' name='Verona'/></item>
    </publish>
    <publish-options><x xmlns='jabber:x:data' type='submit'>
      <field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#publish-options</value></field>
      <field var='pubsub#persist_items'><value>true</value></field>
      <field var='pubsub#access_model'><value>whitelist</value></field>
    </x></publish-options>
  </pubsub></iq>`)
  expect(published).toFit({ type: 'result' })
  return async () => {
    const again = await romeo.connect()
    const answer = await again.request(xml`<iq type='get'><pubsub xmlns='http://jabber.org/protocol/pubsub'>
      <items node='urn:xmpp:bookmarks:1'/>
    </pubsub></iq>`)
    expect(answer).toFit(xml`<iq type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'>
      <items node='urn:xmpp:bookmarks:1'>
        <item id='verona@rooms.example'><conference xmlns='urn:xmpp:bookmarks:1' name='Verona'/></item>
      </items>
    </pubsub></iq>`)
  }
}
