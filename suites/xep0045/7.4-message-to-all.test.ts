import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify(
  '7.4/reflects-messages',
  'juliet, a participant, speaks where romeo and mercutio are',
  async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])

    juliet.send(xml`<message to='${room.jid}' type='groupchat'><body>Wherefore?</body></message>`)
    const heard = await stage.fence.throughRoom(juliet, room.jid, [romeo, juliet, mercutio])

    for (const session of [romeo, juliet, mercutio]) {
      expect(heard.by(session)).toContainStanzas(
        1,
        xml`
        <message from='${room.occupant('juliet')}' to='${session.jid}' type='groupchat'>
          <body>Wherefore?</body>
        </message>`,
      )
    }
  },
)

verify('7.4/keeps-the-id', 'juliet speaks where romeo is', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])

  juliet.send(
    xml`<message to='${room.jid}' type='groupchat' id='wherefore'><body>Wherefore?</body></message>`,
  )
  for (const session of [romeo, juliet]) {
    const told = await session.next(xml`<message type='groupchat'><body>Wherefore?</body></message>`)
    expect(told).toFit({ id: 'wherefore' })
  }
})

verify('7.4/says-that-ids-are-kept', 'juliet asks the service and a room', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  for (const address of [stage.service('muc'), room.jid]) {
    const answer = await romeo.request(
      xml`<iq type='get' to='${address}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    expect(answer).toFit(xml`
      <iq type='result'>
        <query xmlns='http://jabber.org/protocol/disco#info'>
          <feature var='http://jabber.org/protocol/muc#stable_id'/>
        </query>
      </iq>`)
  }
})

verify('7.4/visitors-have-no-voice', 'juliet, a visitor, speaks in a moderated room', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_moderatedroom': '1',
  })

  const sent = juliet.send(xml`<message to='${room.jid}' type='groupchat'><body>Ay me!</body></message>`)
  const answer = await juliet.next({ name: 'message', id: sent.id })
  expect(answer).toBeStanzaError('forbidden')
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'message' })
})

verify('7.4/refuses-who-is-not-inside', 'mercutio, who has not entered, speaks', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  const sent = mercutio.send(xml`<message to='${room.jid}' type='groupchat'><body>Queen Mab</body></message>`)
  const answer = await mercutio.next({ name: 'message', id: sent.id })
  expect(answer).toBeStanzaError('not-acceptable')
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'message' })
})
