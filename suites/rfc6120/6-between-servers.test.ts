import {
  conformance,
  expect,
  external,
  NS,
  openBetweenServers,
  secureBetweenServers,
  xml,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const moreThanDomains: Readonly<Record<string, (domain: string) => string>> = {
  'an account': (domain) => `mercutio@${domain}`,
  'a resource of the domain': (domain) => `${domain}/street`,
}

for (const [situation, identity] of Object.entries(moreThanDomains)) {
  verify('6.3.8/a-peer-is-a-domain', situation, async ({ servers }) => {
    const domain = servers.domain()
    const stream = await servers.connect(domain)
    await secureBetweenServers(stream, servers.as(domain, await servers.certify([domain])))

    stream.send(external(identity(domain)))

    expect(await stream.nextElement()).toFit(
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-authzid/></failure>`,
    )
  })
}

verify(
  '6.4.5/policy-violation-for-a-peer-without-proof',
  'a peer without a certificate',
  async ({ servers, target, wire, observe }) => {
    const domain = servers.domain()
    const stream = await servers.connect(domain)
    await openBetweenServers(stream, { domain, server: target.domain })
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
    await stream.secure({ serverName: target.domain, caPem: target.trust.caPem })

    stream.send(wire.header({ xmlns: NS.server, from: domain, to: target.domain }))

    const answer = await stream.nextElement()
    if (answer.is('features', NS.streams)) observe('goes on to dialback with a peer that has no certificate')
    else expect(answer).toBeStreamError('policy-violation')
  },
)
