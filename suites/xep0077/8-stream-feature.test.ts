import { conformance, expect, xml } from '#conformance'
import { xep0077 } from './requirements.ts'

const verify = conformance(xep0077)

verify('8/announced-to-clients', 'under TLS, before login', async ({ wire, service }) => {
  const { features } = await wire.secured(service('open-registration'))

  expect(features).toFit(xml`
    <stream:features><register xmlns='http://jabber.org/features/iq-register'/></stream:features>`)
})
