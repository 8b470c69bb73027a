import { expect, xml } from '#conformance'
import type { Kept } from './kept.ts'

/** A contact with a name and two groups, subscribed to. */
export const roster: Kept = async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await orchard.request(xml`<iq type='set'><query xmlns='jabber:iq:roster'>
    <item jid='${juliet.bareJid}' name='My lady'><group>Capulets</group><group>Friends</group></item>
  </query></iq>`)
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  await balcony.next({ name: 'presence', type: 'subscribe', from: romeo.bareJid })
  balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
  await orchard.next({ name: 'presence', type: 'subscribed', from: juliet.bareJid })
  await fence.roundTrip(orchard, balcony)
  return async () => {
    const again = await romeo.connect()
    const answer = await again.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    expect(answer).toFit(xml`<iq type='result'><query xmlns='jabber:iq:roster'>
      <item jid='${juliet.bareJid}' name='My lady' subscription='to'>
        <group>Capulets</group><group>Friends</group>
      </item>
    </query></iq>`)
  }
}

/** A request, with something in it, to somebody who has not been there since. */
export const subscriptionRequest: Kept = async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'>
    <status>Wherefore not?</status><token xmlns='urn:example:token'>rose</token>
  </presence>`)
  await fence.roundTrip(orchard)
  return async () => {
    const balcony = await juliet.login({ resource: 'balcony' })
    expect(balcony.heardSoFar).toContainStanzas(
      1,
      xml`<presence type='subscribe' from='${romeo.bareJid}'>
        <status>Wherefore not?</status><token xmlns='urn:example:token'>rose</token>
      </presence>`,
    )
  }
}

/** Somebody who was blocked: on the list, and not heard. */
export const blocklist: Kept = async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const balcony = await juliet.connect()
  const blocked = await balcony.request(xml`<iq type='set'>
    <block xmlns='urn:xmpp:blocking'><item jid='${romeo.bareJid}'/></block>
  </iq>`)
  expect(blocked).toFit({ type: 'result' })
  return async () => {
    const again = await juliet.login({ resource: 'balcony' })
    const list = await again.request(xml`<iq type='get'><blocklist xmlns='urn:xmpp:blocking'/></iq>`)
    expect(list).toFit(xml`<iq type='result'>
      <blocklist xmlns='urn:xmpp:blocking'><item jid='${romeo.bareJid}'/></blocklist>
    </iq>`)
    const orchard = await romeo.login({ resource: 'orchard' })
    const sent = orchard.send(xml`<message type='chat' to='${again.jid}'><body>Hear me!</body></message>`)
    // A message from somebody who is blocked is no marker: both ask the server instead.
    const heard = await fence.roundTrip(orchard, again)
    expect(heard.by(again)).not.toContainStanza({ name: 'message', id: sent.id })
  }
}
