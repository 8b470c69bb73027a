import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const ids = Array.from({ length: 30 }, (_, index) => `order-${index}`)
const isNumbered = (id: string | undefined): id is string => id?.startsWith('order-') === true

verify(
  '10.1/routes-to-a-peer-in-order',
  'thirty messages to the bare and the full JID in turn',
  async ({ accounts, servers, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const mercutio = (await servers.join()).user('mercutio')

    orchard.stream.send(
      ids
        .map((id, index) => `<message to='${index % 2 ? mercutio.jid : mercutio.bareJid}' id='${id}'/>`)
        .join(''),
    )
    const heard = await fence.after(orchard, [mercutio])

    const routed = heard.by(mercutio).stanzas.map(({ element }) => element.id)
    expect(routed.filter(isNumbered)).toEqual(ids)
  },
)

verify(
  '10.1/routes-over-one-stream',
  'thirty messages to a server that has connected twice',
  async ({ accounts, servers }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const first = await servers.join()
    const second = await servers.join(first.domain)
    const both = [first.user('mercutio'), second.user('mercutio')]

    orchard.stream.send(ids.map((id) => `<message to='mercutio@${first.domain}' id='${id}'/>`).join(''))
    await Promise.any(both.map((mercutio) => mercutio.next({ id: ids.at(-1) ?? '' })))

    const byStream = both.map(({ inbox }) => inbox.map(({ element }) => element.id).filter(isNumbered))
    expect(byStream.toSorted((one, other) => other.length - one.length)).toEqual([ids, []])
  },
)

verify(
  '10.1/delivers-from-a-peer-in-order',
  'thirty messages to the bare and the full JID in turn',
  async ({ accounts, servers, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })
    const mercutio = (await servers.join()).user('mercutio')

    mercutio.stream.send(
      ids
        .map((id, index) => {
          const to = index % 2 ? orchard.jid : romeo.bareJid
          return `<message from='${mercutio.jid}' to='${to}' id='${id}' type='chat'><body>${id}</body></message>`
        })
        .join(''),
    )
    const heard = await fence.after(mercutio, [orchard])

    const delivered = heard.by(orchard).stanzas.map(({ element }) => element.id)
    expect(delivered.filter(isNumbered)).toEqual(ids)
  },
)

verify('10.4/routes-to-a-peer', 'a message to a user of its domain', async ({ accounts, servers }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const mercutio = (await servers.join()).user('mercutio')

  const sent = orchard.send(
    xml`<message to='${mercutio.jid}' type='chat'><body>Courage, man</body></message>`,
  )

  const routed = await mercutio.next({ name: 'message', id: sent.id })
  expect(routed).toFit({ from: orchard.jid, to: mercutio.jid, type: 'chat' })
  expect(routed.child('body')?.text(), 'the body of the message').toBe('Courage, man')
})

verify(
  '10.4.3/tells-a-peer-what-it-cannot-deliver',
  'a request to an account that does not exist',
  async ({ accounts, servers, target }) => {
    const mercutio = (await servers.join()).user('mercutio')
    const to = `${accounts.unused('paris')}@${target.domain}/hall`

    const answer = await mercutio.request(
      xml`<iq to='${to}' type='get'><question xmlns='urn:touchstone:unknown'/></iq>`,
    )

    expect(answer).toFit({ from: to, to: mercutio.jid })
    expect(answer).toBeStanzaError(['service-unavailable', 'item-not-found'])
  },
)

verify(
  '10.4.3/tells-a-peer-what-it-cannot-deliver',
  'a message to an account that does not exist',
  async ({ accounts, servers, target, fence, observe }) => {
    const mercutio = (await servers.join()).user('mercutio')
    const to = `${accounts.unused('paris')}@${target.domain}`

    const sent = mercutio.send(xml`<message to='${to}' type='chat'><body>Where is he?</body></message>`)

    const heard = await fence.roundTrip(mercutio)
    const answer = heard.by(mercutio).stanzas.find(({ element }) => element.id === sent.id)?.element
    // RFC 6121 §8.5.1 lets a server be silent about who has an account.
    if (answer === undefined) observe('says nothing of an account that does not exist')
    else expect(answer).toBeStanzaError(['service-unavailable', 'item-not-found'])
  },
)

// No address of loopback: a server in a container listens on all of 127.0.0.0/8, and would reach itself there.
for (const [situation, domain] of [
  ['the broadcast address, which takes no connections', '255.255.255.255'],
  ['a multicast address, which takes no connections', '224.0.0.1'],
] as const) {
  verify('10.4.3/says-that-a-domain-is-out-of-reach', situation, async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    const sent = orchard.send(xml`<message to='escalus@${domain}' type='chat'><body>Prince!</body></message>`)

    expect(await orchard.next({ name: 'message', id: sent.id })).toBeStanzaError('remote-server-timeout')
  })
}
