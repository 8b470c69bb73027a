import { conformance, type Element, expect, statusCodes, xml } from '#conformance'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

function kindOf(stanza: Element): string {
  if (stanza.name === 'presence') return statusCodes(stanza).includes('110') ? 'self-presence' : 'presence'
  if (stanza.child('body') === undefined) return 'subject'
  return stanza.child('delay', 'urn:xmpp:delay') === undefined ? 'live message' : 'history'
}

verify(
  '7.1/order-of-events',
  'mercutio enters where romeo and juliet have talked',
  async ({ accounts, fence, rooms }) => {
    const [romeo, juliet, mercutio] = await accounts.create('romeo', 'juliet', 'mercutio')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await mercutio.login({ resource: 'chamber' })
    const room = rooms.fresh('verona')
    await room.create(orchard, 'romeo')
    await room.enter(balcony, 'juliet')
    orchard.send(xml`<message to='${room.jid}' type='groupchat'><subject>Balconies</subject></message>`)
    orchard.send(xml`<message to='${room.jid}' type='groupchat'><body>But, soft!</body></message>`)
    await fence.throughRoom(orchard, room.jid, [balcony])

    chamber.send(room.entry('mercutio'))
    await orchard.next({ name: 'presence', from: room.occupant('mercutio') })
    orchard.send(xml`<message to='${room.jid}' type='groupchat'><body>Who comes?</body></message>`)
    const heard = (await fence.throughRoom(orchard, room.jid, [chamber])).by(chamber)

    const kinds = heard.stanzas.map(({ element }) => kindOf(element))
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'presence',
      'self-presence',
      'history',
      'subject',
      'live message',
    ])
  },
)
