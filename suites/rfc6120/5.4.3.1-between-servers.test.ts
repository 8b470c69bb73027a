import { conformance, expect, mechanismsOf, secureBetweenServers } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('5.4.3.1/asks-a-peer-for-its-certificate', 'a peer that has one', async ({ servers }) => {
  const domain = servers.domain()
  const stream = await servers.connect(domain)

  const features = await secureBetweenServers(stream, servers.as(domain, await servers.certify([domain])))

  // A certificate is presented to who asks for it, and without one there is nothing to offer EXTERNAL for.
  expect(mechanismsOf(features), 'mechanisms offered to a certified peer').toContain('EXTERNAL')
})
