import { conformance, expect, external, NS, secureBetweenServers, xml } from '#conformance'
import { xep0288 } from './requirements.ts'

const verify = conformance(xep0288)

verify(
  '2.2/sends-nothing-before-authentication',
  'a message to a user of a peer that is about to authenticate',
  async ({ accounts, servers }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const domain = servers.domain()
    const stream = await servers.connect(domain)
    await secureBetweenServers(stream, servers.as(domain, await servers.certify([domain])))
    stream.send(xml`<bidi xmlns='urn:xmpp:bidi'/>`)

    const sent = orchard.send(
      xml`<message to='mercutio@${domain}' type='chat'><body>Courage</body></message>`,
    )

    // The domain is found nowhere else, so that an error says that the message has been dealt with.
    expect(await orchard.next({ name: 'message', id: sent.id })).toFit({ type: 'error' })
    stream.send(external(domain))
    expect(await stream.nextElement()).toFit({ name: 'success', ns: NS.sasl })
  },
)

verify(
  '2.2/sends-for-the-authenticated-domain-alone',
  'a message from another domain of the server',
  async ({ accounts, servers, target, fence }) => {
    const [benvolio] = await accounts.createFor('SCRAM-SHA-256', 'benvolio')
    const street = await benvolio.login({ resource: 'street' })
    expect(benvolio.domain, 'the domain of the sender').not.toBe(target.domain)
    const mercutio = (await servers.join()).user('mercutio')

    const sent = street.send(
      xml`<message to='${mercutio.jid}' type='chat'><body>I pray thee</body></message>`,
    )

    expect(await street.next({ name: 'message', id: sent.id })).toFit({ type: 'error' })
    const heard = await fence.roundTrip(mercutio)
    expect(heard.by(mercutio)).not.toContainStanza({ name: 'message', id: sent.id })
  },
)
