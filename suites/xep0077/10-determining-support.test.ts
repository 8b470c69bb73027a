import { conformance, expect, xml } from '#conformance'
import { xep0077 } from './requirements.ts'

const verify = conformance(xep0077)

verify('10/says-what-it-supports', 'a user asks his server', async ({ accounts, target }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.connect()

  const answer = await orchard.request(xml`
    <iq type='get' to='${target.domain}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`)

  expect(answer).toFit(xml`
    <iq type='result'>
      <query xmlns='http://jabber.org/protocol/disco#info'><feature var='jabber:iq:register'/></query>
    </iq>`)
})
