import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('8.1.3/requests-carry-an-id', 'a roster push', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })

  orchard.send(
    xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='juliet@capulet.example'/></query></iq>`,
  )
  const push = await orchard.next(xml`<iq type='set'><query xmlns='jabber:iq:roster'/></iq>`)

  expect(push).toFit({ id: /./ })
})

const ids = {
  'an id of letters and digits': 'zj3v142b',
  'an id with spaces around and in it': ' to be or not ',
  'an id with the characters that XML escapes': `<"&'>`,
  'an id outside of ASCII': 'ромео-💔',
  'an id of 1000 characters': 'x'.repeat(1000),
  'an id that looks like an address': 'juliet@capulet.example/balcony',
}

for (const [situation, id] of Object.entries(ids)) {
  verify('8.1.3/answers-carry-the-id', `a result to ${situation}`, async ({ accounts, target, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.send(xml`<iq type='get' to='${target.domain}' id='${id}'><ping xmlns='urn:xmpp:ping'/></iq>`)
    const heard = await fence.roundTrip(orchard)

    expect(heard.by(orchard)).toContainStanza({ name: 'iq', type: 'result', id })
  })
}

for (const [situation, id] of Object.entries(ids)) {
  verify('8.1.3/answers-carry-the-id', `an error to ${situation}`, async ({ accounts, target, fence }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.send(
      xml`<iq type='get' to='${target.domain}' id='${id}'><secret xmlns='urn:touchstone:unknown'/></iq>`,
    )
    const heard = await fence.roundTrip(orchard)

    expect(heard.by(orchard)).toContainStanza({ name: 'iq', type: 'error', id })
  })
}
