import { conformance, expect, xml } from '#conformance'
import { afterTalk, messageOf, query, talk } from './archive.ts'
import { xep0313 } from './requirements.ts'

const verify = conformance(xep0313)

for (const [situation, whois] of [
  ['in a semi-anonymous room', 'moderators'],
  ['in a non-anonymous room', 'anyone'],
] as const) {
  verify('8.4/drops-forged-items', `juliet speaks as romeo the owner ${situation}`, async (stage) => {
    const { room, romeo, juliet } = await afterTalk(stage, {
      words: [],
      options: { 'muc#roomconfig_whois': whois },
    })
    juliet.send(xml`
      <message to='${room.jid}' type='groupchat' id='claim'>
        <body>It is I.</body>
        <x xmlns='http://jabber.org/protocol/muc#user'><item jid='${romeo.jid}' affiliation='owner'/></x>
      </message>`)
    await juliet.next({ name: 'message', id: 'claim' })
    const [stored] = talk(await query(romeo, room.jid)).map(messageOf)
    expect(stored ?? 'nothing stored').toFit({ id: 'claim' })
    const items = (stored?.elements() ?? [])
      .filter((child) => child.is('x', 'http://jabber.org/protocol/muc#user'))
      .flatMap((x) => x.childrenNamed('item'))
    expect(items.map(({ attrs }) => attrs['affiliation'])).not.toContain('owner')
    expect(items.map(({ attrs }) => attrs['jid'])).not.toContain(romeo.jid)
  })
}
