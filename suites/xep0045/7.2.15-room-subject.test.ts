import { conformance, expect, type Room, type Session, type Stage, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

async function setSubject(stage: Stage, room: Room, session: Session, subject: string): Promise<void> {
  session.send(xml`<message to='${room.jid}' type='groupchat'><subject>${subject}</subject></message>`)
  await stage.fence.throughRoom(session, room.jid, [session])
}

/** Enters and gives the first message that came: where nobody has spoken, the subject. */
async function subjectOnEntry(room: Room, session: Session) {
  session.send(room.entry('mercutio', [xml`<history xmlns='http://jabber.org/protocol/muc' maxchars='0'/>`]))
  return session.next({ name: 'message', type: 'groupchat' })
}

verify('7.2.15/sends-the-subject', 'mercutio enters a room about moonlight', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  await setSubject(stage, room, romeo, 'Stars')
  await setSubject(stage, room, romeo, 'Moonlight')
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  const told = await subjectOnEntry(room, mercutio)
  expect(told).toFit(
    xml`<message to='${mercutio.jid}' type='groupchat'><subject>Moonlight</subject></message>`,
  )
  expect([room.jid, room.occupant('romeo')]).toContain(told.from)
  expect(told.child('body'), 'a body').toBeUndefined()
})

verify('7.2.15/subject-is-stamped', 'mercutio enters a room about moonlight', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  await setSubject(stage, room, romeo, 'Moonlight')
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  const stamp = (await subjectOnEntry(room, mercutio)).child('delay', 'urn:xmpp:delay')?.attrs['stamp']
  expect(Math.abs(Date.now() - Date.parse(stamp ?? 'none')), 'milliseconds since then').toBeLessThan(60_000)
})

verify('7.2.15/subject-is-stamped-by-the-room', 'mercutio enters a room about moonlight', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  await setSubject(stage, room, romeo, 'Moonlight')
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  const delay = (await subjectOnEntry(room, mercutio)).child('delay', 'urn:xmpp:delay')
  stage.observe(delay === undefined ? 'the subject has no time' : 'the subject comes with its time')
  expect(delay?.attrs['from'] ?? room.jid).toBe(room.jid)
})

verify('7.2.15/no-subject-is-empty', 'mercutio enters a room whose subject nobody has set', async (stage) => {
  const [room] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  const told = await subjectOnEntry(room, mercutio)
  expect(told).toFit(xml`<message type='groupchat'><subject/></message>`)
  expect(told.child('subject')?.text()).toBe('')
  expect(told.child('body'), 'a body').toBeUndefined()
})

verify(
  '7.2.15/cleared-subject-is-stamped',
  'mercutio enters a room whose subject was cleared',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    await setSubject(stage, room, romeo, 'Moonlight')
    await setSubject(stage, room, romeo, '')
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()

    const told = await subjectOnEntry(room, mercutio)
    expect(told).toFit(xml`<message><subject/><delay xmlns='urn:xmpp:delay' from='${room.jid}'/></message>`)
    expect(told.child('subject')?.text()).toBe('')
  },
)
