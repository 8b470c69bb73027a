import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify(
  '11.7/accepts-whitespace-between-stanzas',
  'spaces and line breaks around a ping',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect({ resource: 'orchard' })

    orchard.stream.send(' \n\t\r\n')
    const answer = await orchard.request(
      xml`<iq type='get' to='${romeo.domain}'><ping xmlns='urn:xmpp:ping'/></iq>`,
    )

    expect(answer).toFit({ name: 'iq', type: 'result' })
  },
)
