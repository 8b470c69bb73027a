import { conformance, type Element, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const toPeers: Readonly<Record<string, (to: string) => Element>> = {
  'a message': (to) =>
    xml`<message to='${to}' type='chat' id='routed'><body>Nay, gentle Romeo</body></message>`,
  'directed presence': (to) => xml`<presence to='${to}' id='routed'/>`,
  'a request': (to) =>
    xml`<iq to='${to}' type='get' id='routed'><question xmlns='urn:touchstone:unknown'/></iq>`,
}

for (const [situation, stanza] of Object.entries(toPeers)) {
  verify('4.8.3/gives-a-peer-both-addresses', situation, async ({ accounts, servers }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const mercutio = (await servers.join()).user('mercutio')

    orchard.send(stanza(mercutio.jid))

    expect(await mercutio.next({ id: 'routed' })).toFit({ from: orchard.jid, to: mercutio.jid })
  })
}

verify('4.8.3/gives-a-peer-both-addresses', 'an answer of the server', async ({ servers, target }) => {
  const mercutio = (await servers.join()).user('mercutio')

  const answer = await mercutio.request(
    xml`<iq to='${target.domain}' type='get' id='routed'><ping xmlns='urn:xmpp:ping'/></iq>`,
  )

  expect(answer).toFit({ from: target.domain, to: mercutio.jid })
})
