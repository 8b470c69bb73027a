import { conformance, expect, statusCodes, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify(
  '11.1/marks-technical-removals',
  'the client of juliet is gone, as an error to a message says',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    romeo.send(xml`<message to='${room.jid}' type='groupchat' id='soft'><body>But, soft!</body></message>`)
    await juliet.next({ name: 'message', id: 'soft' })
    juliet.send(xml`
    <message to='${room.occupant('romeo')}' type='error' id='soft'>
      <error type='cancel'><recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
    </message>`)
    await stage.fence.roundTrip(juliet)
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    const told = heard
      .by(romeo)
      .stanzas.map(({ element }) => element)
      .find(({ name, type }) => name === 'presence' && type === 'unavailable')
    expect(told ?? 'no removal').toFit({ from: room.occupant('juliet') })
    const own = await juliet.next({ name: 'presence', from: room.occupant('juliet'), type: 'unavailable' })
    const marked = [told, own].map(
      (presence) => presence !== undefined && statusCodes(presence).includes('333'),
    )
    stage.observe(
      marked.includes(true) ? 'a technical removal is marked' : 'a technical removal is not marked',
    )
    // Whether it is marked at all is up to the service.
    expect(marked, 'marked for romeo and for juliet').toEqual([marked.includes(true), marked.includes(true)])
  },
)
