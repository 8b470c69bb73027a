import { conformance, type Element, expect, NS, type Stage, xml } from '#conformance'
import { nowhere } from './provocations.ts'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('8.3.3.1/bad-request-is-to-modify', 'an iq of type subscribe', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const answer = await orchard.request(
    xml`<iq type='subscribe' to='${target.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`,
  )

  expect(answer).toBeStanzaError('bad-request', 'modify')
})

verify('8.3.3.2/conflict-is-final', 'a nickname that another occupant has', async ({ accounts, rooms }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const room = rooms.fresh('capulets')
  await room.create(orchard, 'Montague')

  const sent = balcony.send(room.entry('Montague'))

  expect(await balcony.next({ name: 'presence', id: sent.id })).toBeStanzaError('conflict', 'cancel')
})

verify(
  '8.3.3.4/forbidden-is-a-matter-of-authorization',
  'the configuration of a room of somebody else',
  async ({ accounts, rooms }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const room = rooms.fresh('capulets')
    await room.create(orchard, 'Romeo')
    await room.enter(balcony, 'Juliet')

    const answer = await balcony.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
    )

    expect(answer).toBeStanzaError('forbidden', 'auth')
  },
)

verify(
  '8.3.3.7/item-not-found-is-final',
  'the removal of an item that is not in the roster',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='rosaline@capulet.example' subscription='remove'/></query></iq>`,
    )

    expect(answer).toBeStanzaError('item-not-found', 'cancel')
  },
)

verify(
  '8.3.3.7/item-not-found-is-final',
  'a node that the server does not have',
  async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='get' to='${target.domain}'><query xmlns='http://jabber.org/protocol/disco#info' node='urn:touchstone:unknown'/></iq>`,
    )

    expect(answer).toBeStanzaError('item-not-found', 'cancel')
  },
)

verify(
  '8.3.3.8/jid-malformed-is-to-modify',
  'an address with too many at-signs',
  async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='get' to='ch@r@cters@${target.domain}'><question xmlns='urn:touchstone:unknown'/></iq>`,
    )

    expect(answer).toBeStanzaError('jid-malformed', 'modify')
  },
)

verify(
  '8.3.3.9/not-acceptable-is-to-modify',
  'a message to a room by somebody who is not in it',
  async ({ accounts, rooms }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const room = rooms.fresh('capulets')
    await room.create(orchard, 'Romeo')

    const sent = balcony.send(xml`<message type='groupchat' to='${room.jid}'><body>Hello?</body></message>`)

    expect(await balcony.next({ name: 'message', id: sent.id })).toBeStanzaError('not-acceptable', 'modify')
  },
)

verify(
  '8.3.3.10/not-allowed-is-final',
  'an admin who kicks the owner of a room',
  async ({ accounts, rooms }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const room = rooms.fresh('capulets')
    await room.create(orchard, 'Romeo')
    await orchard.request(
      xml`<iq type='set' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='admin' jid='${juliet.bareJid}'/></query></iq>`,
    )
    await room.enter(balcony, 'Juliet')

    const answer = await balcony.request(
      xml`<iq type='set' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Romeo' role='none'/></query></iq>`,
    )

    expect(answer).toBeStanzaError('not-allowed', 'cancel')
  },
)

verify(
  '8.3.3.11/not-authorized-is-a-matter-of-credentials',
  'a room that asks for a password',
  async ({ accounts, rooms }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const room = rooms.fresh('capulets')
    await room.create(orchard, 'Romeo', {
      'muc#roomconfig_passwordprotectedroom': '1',
      'muc#roomconfig_roomsecret': 'cauldronburn',
    })

    const sent = balcony.send(room.entry('Juliet'))

    expect(await balcony.next({ name: 'presence', id: sent.id })).toBeStanzaError('not-authorized', 'auth')
  },
)

verify(
  '8.3.3.15/registration-required-is-a-matter-of-authorization',
  'a room for members only',
  async ({ accounts, rooms }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const room = rooms.fresh('capulets')
    await room.create(orchard, 'Romeo', { 'muc#roomconfig_membersonly': '1' })

    const sent = balcony.send(room.entry('Juliet'))

    const answer = await balcony.next({ name: 'presence', id: sent.id })
    expect(answer).toBeStanzaError('registration-required', 'auth')
  },
)

verify('8.3.3.16/remote-server-not-found-is-final', 'a message to nowhere', async (stage) => {
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  const sent = orchard.send(xml`<message to='${nowhere(stage)}'><body>Where art thou?</body></message>`)

  const answer = await orchard.next({ name: 'message', id: sent.id })
  expect(answer).toBeStanzaError('remote-server-not-found', 'cancel')
})

verify(
  '8.3.3.19/service-unavailable-is-final',
  'a payload that nobody knows',
  async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const answer = await orchard.request(
      xml`<iq type='get' to='${target.domain}'><question xmlns='urn:touchstone:unknown'/></iq>`,
    )

    expect(answer).toBeStanzaError('service-unavailable', 'cancel')
  },
)

/** Addresses that must look the same to a stranger. */
const strangers: Readonly<Record<string, (stage: Stage) => Promise<string>>> = {
  'an account that does not exist': async ({ accounts, target }) =>
    `${accounts.unused('tybalt')}@${target.domain}`,
  'an account that is offline': async ({ accounts }) => (await accounts.create('juliet'))[0].bareJid,
  'an account that is online': async ({ accounts }) => {
    const [juliet] = await accounts.create('juliet')
    await juliet.login({ resource: 'balcony' })
    return juliet.bareJid
  },
  'a resource of an account that does not exist': async ({ accounts, target }) =>
    `${accounts.unused('tybalt')}@${target.domain}/balcony`,
  'a resource of an account that is offline': async ({ accounts }) =>
    `${(await accounts.create('juliet'))[0].bareJid}/balcony`,
  'a resource that is gone of an account that is online': async ({ accounts }) => {
    const [juliet] = await accounts.create('juliet')
    await juliet.login({ resource: 'balcony' })
    return `${juliet.bareJid}/churchyard`
  },
}

for (const [situation, address] of Object.entries(strangers)) {
  verify(
    '8.3.3.19/keeps-availability-to-itself',
    `a request of a stranger to ${situation}`,
    async (stage) => {
      const [romeo] = await stage.accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const to = await address(stage)

      const answer = await orchard.request(
        xml`<iq type='get' to='${to}'><question xmlns='urn:touchstone:unknown'/></iq>`,
      )

      expect(answer).toBeStanzaError('service-unavailable')
    },
  )
}

const errors: Readonly<Record<string, (domain: string) => Element>> = {
  'an unknown payload': (domain) =>
    xml`<iq type='get' to='${domain}'><question xmlns='urn:touchstone:unknown'/></iq>`,
  'an unknown type': (domain) => xml`<iq type='subscribe' to='${domain}'><ping xmlns='urn:xmpp:ping'/></iq>`,
  'no payload': (domain) => xml`<iq type='get' to='${domain}'/>`,
  'a malformed address': (domain) =>
    xml`<iq type='get' to='a@b@${domain}'><ping xmlns='urn:xmpp:ping'/></iq>`,
}

for (const [situation, request] of Object.entries(errors)) {
  verify(
    '8.3.3.21/undefined-only-with-a-condition-of-its-own',
    `a request with ${situation}`,
    async ({ accounts, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(request(target.domain))

      const own = answer
        .child('error')
        ?.elements()
        .filter(({ ns }) => ns !== NS.stanzaErrors)
      if (own === undefined || own.length === 0) expect(answer).not.toBeStanzaError('undefined-condition')
    },
  )
}

verify(
  '8.3.3.22/unexpected-request-is-to-wait-or-modify',
  'the end of a subscription that there is not',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    await orchard.request(
      xml`<iq type='set'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:touchstone:mood'><item><mood xmlns='urn:touchstone:mood'/></item></publish></pubsub></iq>`,
    )

    const answer = await orchard.request(
      xml`<iq type='set' to='${romeo.bareJid}'><pubsub xmlns='http://jabber.org/protocol/pubsub'><unsubscribe node='urn:touchstone:mood' jid='${romeo.bareJid}'/></pubsub></iq>`,
    )

    expect(answer).toBeStanzaError('unexpected-request', ['wait', 'modify'])
  },
)
