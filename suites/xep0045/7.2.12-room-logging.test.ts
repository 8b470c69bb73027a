import { conformance, expect, statusCodes, xml } from '#conformance'
import { optionsOf, spelling } from './form.ts'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify(
  '7.2.12/warns-of-logging',
  'mercutio enters a room that has said by status code 170 that it is logged',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    const options = await optionsOf(room, romeo)
    const option = spelling(options, 'muc#roomconfig_enablelogging', 'muc#roomconfig_enablearchiving')
    expect(option ?? 'no option that has the room logged').toMatch(/^muc#/)
    for (const value of ['0', '1']) await room.configure(romeo, { [option ?? '']: value })
    await romeo.next(xml`
      <message from='${room.jid}'><x xmlns='http://jabber.org/protocol/muc#user'><status code='170'/></x></message>`)

    mercutio.send(room.entry('mercutio'))
    const entered = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
    expect(entered).toFit({ type: null })
    expect(statusCodes(entered)).toContain('170')
  },
)
