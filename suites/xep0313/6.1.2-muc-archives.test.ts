import { conformance, expect, type Session, type Stage, xml } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { afterTalk, bodyOf, messageOf, query, say, talk } from './archive.ts'
import { xep0313 } from './requirements.ts'

const verify = conformance(xep0313)

verify(
  '6.1.2/stores-what-is-said',
  'romeo speaks and sets a subject, and a visitor is refused',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
      'muc#roomconfig_moderatedroom': '1',
    })
    await say(room, romeo, 'one')
    const refused = juliet.send(
      xml`<message to='${room.jid}' type='groupchat'><body>refused</body></message>`,
    )
    expect(await juliet.next({ name: 'message', id: refused.id })).toFit({ type: 'error' })
    romeo.send(xml`<message to='${room.jid}' type='groupchat'><subject>Names</subject></message>`)
    await romeo.next(xml`<message type='groupchat'><subject>Names</subject></message>`)
    await say(room, romeo, 'two')
    const stored = (await query(romeo, room.jid)).results.map(messageOf)
    const told = stored.map((message) => message?.child('subject')?.text() ?? message?.child('body')?.text())
    expect(told.filter((text) => text !== 'fence')).toEqual(['one', 'Names', 'two'])
  },
)

verify('6.1.2/stores-it-once', 'four are there, one of them twice', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  const [client] = await stage.accounts.create('nurse')
  await room.enter(await client.login({ resource: 'kitchen' }), 'nurse')
  await room.enter(await client.login({ resource: 'street' }), 'nurse')
  await say(room, romeo, 'one')
  expect(talk(await query(romeo, room.jid)).map(bodyOf)).toEqual(['one'])
})

verify('6.1.2/no-private-messages', 'juliet writes to romeo alone', async (stage) => {
  const { room, romeo, juliet } = await afterTalk(stage, { words: ['one'] })
  juliet.send(xml`<message to='${room.occupant('romeo')}' type='chat' id='hist'><body>Hist!</body></message>`)
  await romeo.next({ name: 'message', id: 'hist' })
  await say(room, juliet, 'two')
  expect(talk(await query(juliet, room.jid)).map(bodyOf)).toEqual(['one', 'two'])
})

const SECRET = xml`<password xmlns='http://jabber.org/protocol/muc'>Juliet</password>`

const guest = async (stage: Stage): Promise<Session> => {
  const [client] = await stage.accounts.create('nurse')
  return client.login()
}

verify('6.1.2/for-those-who-may-enter', 'nurse is banned', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  const nurse = await guest(stage)
  await room.administer(romeo, { affiliation: 'outcast', jid: nurse.bareJid })
  const found = await query(nurse, room.jid)
  expect(found.results).toEqual([])
  expect(found.answer).toBeStanzaError('forbidden')
})

verify('6.1.2/for-those-who-may-enter', 'nurse was inside and is banned now', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  const nurse = await guest(stage)
  await room.enter(nurse, 'nurse')
  expect(talk(await query(nurse, room.jid)).map(bodyOf)).toEqual(['one', 'two', 'three'])
  await room.administer(romeo, { affiliation: 'outcast', jid: nurse.bareJid })
  const found = await query(nurse, room.jid)
  expect(found.results).toEqual([])
  expect(found.answer).toBeStanzaError('forbidden')
})

verify('6.1.2/for-those-who-may-enter', 'nurse is no member of a members-only room', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  await room.administer(romeo, { affiliation: 'member', jid: (await guest(stage)).bareJid })
  await room.configure(romeo, { 'muc#roomconfig_membersonly': '1' })
  const nurse = await guest(stage)
  const found = await query(nurse, room.jid)
  expect(found.results).toEqual([])
  expect(found.answer).toBeStanzaError('forbidden')
})

verify('6.1.2/for-those-who-may-enter', 'nurse does not know the password of a room', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  await room.configure(romeo, {
    'muc#roomconfig_passwordprotectedroom': '1',
    'muc#roomconfig_roomsecret': 'Juliet',
  })
  const nurse = await guest(stage)
  const found = await query(nurse, room.jid)
  expect(found.results.map(bodyOf)).toEqual([])
  expect(found.answer).toBeStanzaError('forbidden')
})

verify('6.1.2/for-those-who-may-enter', 'nurse has entered with the password', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  await say(room, romeo, 'one')
  await room.configure(romeo, {
    'muc#roomconfig_passwordprotectedroom': '1',
    'muc#roomconfig_roomsecret': 'Juliet',
  })
  const nurse = await guest(stage)
  await room.enter(nurse, 'nurse', [SECRET])
  expect(talk(await query(nurse, room.jid)).map(bodyOf)).toEqual(['one'])
})

for (const [situation, whois] of [
  ['in a semi-anonymous room', 'moderators'],
  ['in a non-anonymous room', 'anyone'],
] as const) {
  verify('6.1.2/from-occupant-to-nobody', `juliet and romeo have spoken ${situation}`, async (stage) => {
    const { room, juliet } = await afterTalk(stage, { options: { 'muc#roomconfig_whois': whois } })
    const stored = talk(await query(juliet, room.jid)).map(messageOf)
    expect(stored.map((message) => [message?.from, message?.to])).toEqual([
      [room.occupant('juliet'), undefined],
      [room.occupant('romeo'), undefined],
      [room.occupant('juliet'), undefined],
    ])
  })
}
