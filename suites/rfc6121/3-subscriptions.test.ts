import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'
import { enter } from './states.ts'
import { subscribe } from './subscribe.ts'

const verify = conformance(rfc6121)

verify('3/stamps-with-the-bare-jid', 'a request and its approval', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  orchard.send(xml`<presence type='subscribe' to='${juliet.bareJid}'/>`)
  const request = await balcony.next({ name: 'presence', type: 'subscribe' })
  balcony.send(xml`<presence type='subscribed' to='${romeo.bareJid}'/>`)
  const approval = await orchard.next({ name: 'presence', type: 'subscribed' })

  expect(request).toFit({ from: romeo.bareJid, to: juliet.bareJid })
  expect(approval).toFit({ from: juliet.bareJid, to: romeo.bareJid })
})

verify('3/stamps-with-the-bare-jid', 'an unsubscribe', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)

  orchard.send(xml`<presence type='unsubscribe' to='${juliet.bareJid}'/>`)

  const notice = await balcony.next({ name: 'presence', type: 'unsubscribe' })
  expect(notice).toFit({ from: romeo.bareJid, to: juliet.bareJid })
})

verify('3/stamps-with-the-bare-jid', 'a cancellation', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)

  balcony.send(xml`<presence type='unsubscribed' to='${romeo.bareJid}'/>`)

  const notice = await orchard.next({ name: 'presence', type: 'unsubscribed' })
  expect(notice).toFit({ from: juliet.bareJid, to: romeo.bareJid })
})

verify('3/stamps-with-the-bare-jid', 'the client names its full JID itself', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  orchard.send(xml`<presence type='subscribe' from='${orchard.jid}' to='${juliet.bareJid}'/>`)

  const request = await balcony.next({ name: 'presence', type: 'subscribe' })
  expect(request).toFit({ from: romeo.bareJid, to: juliet.bareJid })
})

verify(
  '3/stamps-its-own-with-the-bare-jid',
  'a contact of another domain is removed from the roster',
  async ({ accounts, components, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const juliet = await components.peer('juliet')
    await enter('Both', orchard, juliet, fence)

    await orchard.request(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='${juliet.bareJid}' subscription='remove'/></query></iq>`,
    )

    for (const type of ['unsubscribe', 'unsubscribed']) {
      expect(await juliet.next({ name: 'presence', type })).toFit({ from: romeo.bareJid })
    }
  },
)
