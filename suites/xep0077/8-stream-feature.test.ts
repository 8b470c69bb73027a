import { conformance, expect, NS, xml } from '#conformance'
import { xep0077 } from './requirements.ts'

const verify = conformance(xep0077)

verify('8/announced-to-clients', 'under TLS, before login', async ({ wire, service }) => {
  const { features } = await wire.secured(service('open-registration'))

  expect(features).toFit(xml`
    <stream:features><register xmlns='http://jabber.org/features/iq-register'/></stream:features>`)
})

verify('8/not-announced-to-servers', 'before TLS', async ({ servers, wire, service }) => {
  const stream = await servers.connect()

  stream.send(wire.header({ xmlns: NS.server, to: service('open-registration'), from: 'verona.example' }))

  await stream.nextHeader()
  const features = await stream.nextElement('stream features')
  expect(features).toFit({ name: 'features', ns: NS.streams })
  expect(features).not.toFit(xml`
    <stream:features><register xmlns='http://jabber.org/features/iq-register'/></stream:features>`)
})
