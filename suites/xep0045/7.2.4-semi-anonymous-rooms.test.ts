import { conformance, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify(
  '7.2.4/full-jid-to-moderators-alone',
  'mercutio enters where romeo moderates and juliet listens',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
      'muc#roomconfig_whois': 'moderators',
    })
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    await room.enter(mercutio, 'mercutio')
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])

    expect(heard.by(romeo)).toContainStanza(xml`
      <presence from='${room.occupant('mercutio')}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><item jid='${mercutio.jid}'/></x>
      </presence>`)
    const toJuliet = heard.by(juliet).stanzas.map(({ element }) => element)
    expect(heard.by(juliet)).toContainStanza({ name: 'presence', from: room.occupant('mercutio') })
    expect(toJuliet.join(), 'what juliet is told').not.toContain(mercutio.bareJid)
    // Of the others; of the newcomer's own address nothing is said.
    const toMercutio = heard.by(mercutio).stanzas.map(({ element }) => element)
    expect(toMercutio.join(), 'what mercutio is told of juliet').not.toContain(juliet.bareJid)
    expect(toMercutio.join(), 'what mercutio is told of romeo').not.toContain(romeo.bareJid)
  },
)
