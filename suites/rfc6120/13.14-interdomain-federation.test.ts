import {
  conformance,
  expect,
  mechanismsOf,
  NS,
  openBetweenServers,
  secureBetweenServers,
  xml,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('13.14/offers-a-peer-tls-and-sasl', 'features before TLS', async ({ servers, target }) => {
  const stream = await servers.connect()

  const features = await openBetweenServers(stream, { domain: servers.domain(), server: target.domain })

  expect(features.child('starttls', NS.tls), 'STARTTLS among the features').toBeDefined()
})

verify('13.14/offers-a-peer-tls-and-sasl', 'features under TLS', async ({ servers }) => {
  const domain = servers.domain()
  const stream = await servers.connect(domain)

  const features = await secureBetweenServers(stream, servers.as(domain, await servers.certify([domain])))

  expect(mechanismsOf(features), 'mechanisms offered to a certified peer').not.toEqual([])
})

verify('13.14/requires-tls-of-a-peer', 'features before TLS', async ({ servers, target }) => {
  const stream = await servers.connect()

  const features = await openBetweenServers(stream, { domain: servers.domain(), server: target.domain })

  expect(features.child('starttls', NS.tls) ?? 'no STARTTLS').toFit(
    xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>`,
  )
})
