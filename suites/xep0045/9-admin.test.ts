import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

for (const [situation, type, item] of [
  ['a moderator bans', 'set', { affiliation: 'outcast', jid: 'nobody@touchstone.example' }],
  ['a moderator makes a member', 'set', { affiliation: 'member', jid: 'nobody@touchstone.example' }],
  ['a moderator makes a moderator', 'set', { nick: 'mercutio', role: 'moderator' }],
  ['a moderator asks who is banned', 'get', { affiliation: 'outcast' }],
  ['a moderator asks who is a member', 'get', { affiliation: 'member' }],
] as const) {
  verify('9/only-admins', situation, async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
    await room.administer(romeo, { nick: 'juliet', role: 'moderator' })
    const asked = xml`<item xmlns='http://jabber.org/protocol/muc#admin'/>`.withAttrs(item)
    const answer = await juliet.request(
      xml`<iq type='${type}' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#admin'>${asked}</query></iq>`,
    )
    expect(answer).toBeStanzaError('forbidden')
  })
}
