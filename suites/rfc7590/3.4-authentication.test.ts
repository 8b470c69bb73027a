import { conformance, expect, secureBetweenServers, xml } from '#conformance'
import { rfc7590 } from './requirements.ts'

const verify = conformance(rfc7590)

verify('3.4/authenticates-clients', 'a client that binds without a login', async ({ wire }) => {
  const { stream } = await wire.secured()

  stream.send(
    xml`<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>orchard</resource></bind></iq>`,
  )

  const answer = await stream.nextElement()
  if (answer.is('iq')) expect(answer).toBeStanzaError(['not-authorized', 'not-allowed'])
  else expect(answer).toBeStreamError('not-authorized')
})

verify(
  '3.4/authenticates-servers',
  'a certified peer that sends a message in place of its authentication',
  async ({ accounts, servers, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const domain = servers.domain()
    const stream = await servers.connect(domain)
    await secureBetweenServers(stream, servers.as(domain, await servers.certify([domain])))

    stream.send(
      `<message from='mercutio@${domain}' to='${orchard.jid}' id='early' type='chat'><body>O!</body></message></stream:stream>`,
    )

    await stream.closed()
    const heard = await fence.roundTrip(orchard)
    expect(heard.by(orchard)).not.toContainStanza({ id: 'early' })
  },
)
