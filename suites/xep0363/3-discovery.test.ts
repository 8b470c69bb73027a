import { conformance, expect, slotRequest, xml } from '#conformance'
import { formsOf, largestSize, statedSizes } from './limit.ts'
import { xep0363 } from './requirements.ts'

const verify = conformance(xep0363)

verify(
  '3/listed-among-the-items-of-the-server',
  'a user asks the own server for its items',
  async ({ accounts, target, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()

    const answer = await orchard.request(
      xml`<iq type='get' to='${target.domain}'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>`,
    )
    expect(answer).toFit(
      xml`<iq type='result'><query xmlns='http://jabber.org/protocol/disco#items'>
        <item jid='${service('http-upload')}'/>
      </query></iq>`,
    )
  },
)

verify(
  '3/states-the-largest-size',
  'a user asks the service what it offers',
  async ({ accounts, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()

    const answer = await orchard.request(
      xml`<iq type='get' to='${service('http-upload')}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    expect(answer).toFit(
      xml`<iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'>
      <feature var='urn:xmpp:http:upload:0'/>
      <x xmlns='jabber:x:data' type='result'/>
    </query></iq>`,
    )
    expect(formsOf(answer), 'a form about uploads').not.toEqual([])
  },
)

verify(
  '3/largest-size-is-a-number-of-bytes',
  'a user reads the largest size',
  async ({ accounts, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()

    expect(await statedSizes(orchard, service('http-upload'))).toEqual([
      expect.stringMatching(/^[1-9][0-9]*$/),
    ])
  },
)

for (const [situation, less] of [
  ['a file of the largest size', 0],
  ['a file that is one byte smaller', 1],
] as const) {
  verify('3/grants-the-largest-size', situation, async ({ accounts, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const size = await largestSize(orchard, service('http-upload'))
    const answer = await orchard.request(
      slotRequest(service('http-upload'), { filename: 'moon.png', size: size - less }),
    )
    expect(answer).toFit(xml`<iq type='result'><slot xmlns='urn:xmpp:http:upload:0'/></iq>`)
  })
}
