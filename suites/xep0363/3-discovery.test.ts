import { conformance, type Element, expect, UPLOAD, xml } from '#conformance'
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

    const answer = await orchard.request(
      xml`<iq type='get' to='${service('http-upload')}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    const stated = formsOf(answer).flatMap((form) =>
      form.childrenNamed('field').filter(({ attrs }) => attrs['var'] === 'max-file-size'),
    )
    expect(stated.map((field) => field.child('value')?.text())).toEqual([
      expect.stringMatching(/^[1-9][0-9]*$/),
    ])
  },
)

/** Forms of extended information whose type is that of uploads (XEP-0128). */
function formsOf(answer: Element): Element[] {
  const query = answer.child('query', 'http://jabber.org/protocol/disco#info')
  const forms = query?.childrenNamed('x', 'jabber:x:data') ?? []
  return forms.filter((form) =>
    form
      .childrenNamed('field')
      .some((field) => field.attrs['var'] === 'FORM_TYPE' && field.child('value')?.text() === UPLOAD),
  )
}
