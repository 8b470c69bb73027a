import { conformance, type Element, expect, xml } from '#conformance'
import { rfc7622 } from './requirements.ts'

const verify = conformance(rfc7622)

const stanzas: Readonly<Record<string, Element>> = {
  'a message': xml`<message><body>Hail</body></message>`,
  'directed presence': xml`<presence/>`,
  'a subscription request': xml`<presence type='subscribe'/>`,
  'a request': xml`<iq type='get'><question xmlns='urn:touchstone:unknown'/></iq>`,
}

for (const [situation, stanza] of Object.entries(stanzas)) {
  verify(
    '4/answers-by-jid-malformed',
    `${situation} to an address without localpart and resourcepart where both are announced`,
    async ({ accounts, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const sent = orchard.send(stanza.withAttrs({ to: `@${target.domain}/` }))

      expect(await orchard.next({ name: sent.name, id: sent.id })).toBeStanzaError('jid-malformed')
    },
  )
}
