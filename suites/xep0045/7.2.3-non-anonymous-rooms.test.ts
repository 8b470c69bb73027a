import { conformance, expect, statusCodes, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('7.2.3/full-jid-to-all', 'mercutio enters where romeo and juliet are', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], {
    'muc#roomconfig_whois': 'anyone',
  })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  await room.enter(mercutio, 'mercutio')
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo, juliet, mercutio])

  for (const session of [romeo, juliet, mercutio]) {
    expect(heard.by(session)).toContainStanza(xml`
      <presence from='${room.occupant('mercutio')}'>
        <x xmlns='http://jabber.org/protocol/muc#user'><item jid='${mercutio.jid}'/></x>
      </presence>`)
  }
})

verify('7.2.3/warns-of-full-jids', 'mercutio enters', async (stage) => {
  const [room] = await gather(stage, ['romeo'], { 'muc#roomconfig_whois': 'anyone' })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()

  mercutio.send(room.entry('mercutio'))
  const own = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  expect(statusCodes(own)).toContain('100')
})
