import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('7.2.13/history-after-presence', 'mercutio enters where romeo has spoken', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo', 'juliet'])
  romeo.send(xml`<message to='${room.jid}' type='groupchat' id='soft'><body>But, soft!</body></message>`)
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  await room.enter(mercutio, 'mercutio')
  const heard = (await stage.fence.throughRoom(romeo, room.jid, [mercutio])).by(mercutio)
  expect(heard).toContainStanza(xml`<message id='soft'><delay xmlns='urn:xmpp:delay'/></message>`)
  const stanzas = heard.stanzas.map(({ element }) => element)
  const presences = stanzas.filter(({ name }) => name === 'presence')
  const firstMessage = stanzas.findIndex(({ name }) => name === 'message')
  expect(stanzas.slice(0, firstMessage)).toEqual(presences)
  // A room may tell of itself, too (XEP-0486).
  const occupants = presences.filter(({ from }) => from !== room.jid)
  expect(occupants.map(({ from }) => from).sort()).toEqual([
    room.occupant('juliet'),
    room.occupant('mercutio'),
    room.occupant('romeo'),
  ])
})

verify('7.2.13/history-is-stamped', 'mercutio enters where romeo has spoken', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  romeo.send(xml`<message to='${room.jid}' type='groupchat' id='soft'><body>But, soft!</body></message>`)
  await romeo.next({ name: 'message', id: 'soft' })
  mercutio.send(room.entry('mercutio'))

  const told = await mercutio.next({ name: 'message', id: 'soft' })
  expect(told).toFit(xml`<message from='${room.occupant('romeo')}'><body>But, soft!</body></message>`)
  const stamp = told.child('delay', 'urn:xmpp:delay')?.attrs['stamp'] ?? 'none'
  expect(stamp, 'a time in UTC').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
  expect(Math.abs(Date.now() - Date.parse(stamp)), 'milliseconds since then').toBeLessThan(60_000)
})

verify('7.2.13/stamped-by-the-room', 'mercutio enters where romeo has spoken', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  romeo.send(xml`<message to='${room.jid}' type='groupchat' id='soft'><body>But, soft!</body></message>`)
  await romeo.next({ name: 'message', id: 'soft' })
  mercutio.send(room.entry('mercutio'))
  const told = await mercutio.next({ name: 'message', id: 'soft' })
  expect(told).toFit(
    xml`<message from='${room.occupant('romeo')}'><delay xmlns='urn:xmpp:delay' from='${room.jid}'/></message>`,
  )
})

verify(
  '7.2.13/history-before-subject',
  'mercutio enters where romeo has spoken, set the subject and spoken again',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()

    romeo.send(xml`<message to='${room.jid}' type='groupchat' id='soft'><body>But, soft!</body></message>`)
    romeo.send(xml`<message to='${room.jid}' type='groupchat' id='topic'><subject>Light</subject></message>`)
    romeo.send(xml`<message to='${room.jid}' type='groupchat' id='window'><body>What light</body></message>`)
    await romeo.next({ name: 'message', id: 'window' })
    mercutio.send(room.entry('mercutio'))
    await romeo.next({ name: 'presence', from: room.occupant('mercutio') })
    romeo.send(xml`<message to='${room.jid}' type='groupchat' id='live'><body>Who comes?</body></message>`)
    const heard = (await stage.fence.throughRoom(romeo, room.jid, [mercutio])).by(mercutio)

    const messages = heard.stanzas.map(({ element }) => element).filter(({ name }) => name === 'message')
    const kinds = messages.map((message) => (message.child('body') === undefined ? 'subject' : message.id))
    expect(kinds.slice(-4)).toEqual(['soft', 'window', 'subject', 'live'])
  },
)
