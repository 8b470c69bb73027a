import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify(
  '7.5/private-message-from-the-occupant',
  'juliet writes to mercutio where romeo is, too',
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])

    const sent = juliet.send(
      xml`<message to='${room.occupant('mercutio')}' type='chat'><body>Psst!</body></message>`,
    )
    const heard = await stage.fence.throughRoom(juliet, room.jid, [romeo, juliet, mercutio])
    expect(heard.by(mercutio)).toContainStanzas(
      1,
      xml`
        <message from='${room.occupant('juliet')}' to='${mercutio.jid}' type='chat' id='${sent.id}'>
          <body>Psst!</body>
        </message>`,
    )
    expect(heard.by(romeo)).not.toContainStanza({ name: 'message' })
    expect(heard.by(juliet)).not.toContainStanza({ name: 'message' })
    expect(
      heard
        .by(mercutio)
        .stanzas.map(({ element }) => element)
        .join(),
    ).not.toContain(juliet.bareJid)
  },
)

for (const [situation, mark] of [
  ['juliet does not mark her message', []],
  ['juliet marks her message', [xml`<x xmlns='http://jabber.org/protocol/muc#user'/>`]],
] as const) {
  verify('7.5/marks-private-messages', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    const sent = juliet.send(
      xml`<message to='${room.occupant('romeo')}' type='chat'><body>Psst!</body>${mark}</message>`,
    )
    const told = await romeo.next({ name: 'message', id: sent.id })
    expect(told.childrenNamed('x', 'http://jabber.org/protocol/muc#user')).toHaveLength(1)
  })
}

verify('7.5/no-groupchat-to-an-occupant', 'juliet writes to romeo alone as if to all', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])

  const sent = juliet.send(
    xml`<message to='${room.occupant('romeo')}' type='groupchat'><body>Psst!</body></message>`,
  )
  expect(await juliet.next({ name: 'message', id: sent.id })).toBeStanzaError('bad-request')
  const heard = await stage.fence.throughRoom(juliet, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'message' })
})

verify('7.5/nobody-of-that-nickname', 'juliet writes to tybalt, who is not there', async (stage) => {
  const [room, , juliet] = await gather(stage, ['romeo', 'juliet'])
  const sent = juliet.send(
    xml`<message to='${room.occupant('tybalt')}' type='chat'><body>Psst!</body></message>`,
  )
  expect(await juliet.next({ name: 'message', id: sent.id })).toBeStanzaError('item-not-found')
})

verify('7.5/not-from-outside', 'mercutio, who has not entered, writes to romeo', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  const sent = mercutio.send(
    xml`<message to='${room.occupant('romeo')}' type='chat'><body>Psst!</body></message>`,
  )
  expect(await mercutio.next({ name: 'message', id: sent.id })).toBeStanzaError('not-acceptable')
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'message' })
})
