import { conformance, expect, external, NS, openBetweenServers, secureBetweenServers } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const identities: Readonly<Record<string, (domain: string) => string>> = {
  'a peer that names its domain': (domain) => domain,
  'a peer that leaves it to its certificate': () => '',
}

for (const [situation, identity] of Object.entries(identities)) {
  verify('4.3.6/takes-a-peer-for-its-domain', situation, async ({ accounts, servers }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const domain = servers.domain()
    const peer = servers.as(domain, await servers.certify([domain]))
    const stream = await servers.connect(domain)
    await secureBetweenServers(stream, peer)

    stream.send(external(identity(domain)))

    expect(await stream.nextElement()).toFit({ name: 'success', ns: NS.sasl })
    stream.restart()
    await openBetweenServers(stream, peer)
    const from = `mercutio@${domain}/street`
    stream.send(`<message from='${from}' to='${orchard.jid}' id='queen-mab'><body>O!</body></message>`)
    expect(await orchard.next({ name: 'message', id: 'queen-mab' })).toFit({ from })
  })
}
