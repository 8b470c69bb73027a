import { conformance, expect, xml } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { MODERATE, moderation, RETRACT, say } from './moderation.ts'
import { xep0425 } from './requirements.ts'

const verify = conformance(xep0425)

for (const [situation, author] of [
  ['romeo, a moderator, moderates what juliet said', 'juliet'],
  ['romeo, a moderator, moderates what he said himself', 'romeo'],
  ['romeo, a moderator, moderates what juliet said before she left', 'gone'],
] as const) {
  verify('3.1/announces', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    const id = await say(room, author === 'romeo' ? romeo : juliet, mercutio, 'A plague on it')
    if (author === 'gone') {
      juliet.send(xml`<presence to='${room.occupant('juliet')}' type='unavailable'/>`)
      await romeo.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })
    }
    const inside = author === 'gone' ? [romeo, mercutio] : [romeo, juliet, mercutio]
    await stage.fence.throughRoom(romeo, room.jid, inside)

    expect(await romeo.request(moderation(room, id))).toFit({ type: 'result', from: room.jid })
    const heard = await stage.fence.throughRoom(romeo, room.jid, inside)
    for (const session of inside) {
      expect(heard.by(session)).toContainStanzas(
        1,
        xml`
          <message type='groupchat' from='${room.jid}' to='${session.jid}'>
            <retract xmlns='${RETRACT}' id='${id}'>
              <moderated xmlns='${MODERATE}'/><reason>Not here</reason>
            </retract>
          </message>`,
      )
    }
  })
}

for (const [situation, who] of [
  ['mercutio, a participant, moderates what juliet said', 'mercutio'],
  ['juliet, a participant, moderates what she said herself', 'juliet'],
  ['nurse, who is not inside, moderates what juliet said', 'nurse'],
] as const) {
  verify('3.2/refuses-others', situation, async (stage) => {
    const [room, romeo, juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    const [client] = await stage.accounts.create('nurse')
    const sessions = { juliet, mercutio, nurse: await client.login() }
    const id = await say(room, juliet, mercutio, 'A plague on it')
    await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(await sessions[who].request(moderation(room, id))).toBeStanzaError(['forbidden', 'not-allowed'])
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).not.toContainStanza({ name: 'message', from: room.jid })
  })
}

verify('3.2/refuses-the-unknown', 'romeo moderates what nobody has said', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  expect(await romeo.request(moderation(room, 'no-such-message'))).toBeStanzaError([
    'item-not-found',
    'not-acceptable',
    'bad-request',
  ])
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'message', from: room.jid })
})
