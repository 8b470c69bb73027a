import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const message = (to: string) =>
  `<message to='${to}' id='slow' type='chat'><subject>Adieu</subject><body>Parting is such sweet sorrow</body></message>`

verify(
  '8/waits-for-the-whole-stanza',
  'a message of which the last tag comes after a talk of others',
  async ({ accounts, fence }) => {
    const [romeo, juliet, nurse] = await accounts.create('romeo', 'juliet', 'nurse')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const chamber = await nurse.login({ resource: 'chamber' })
    const whole = message(balcony.jid)
    const cut = whole.indexOf('</message>')

    orchard.stream.send(whole.slice(0, cut))
    const meanwhile = await fence.after(chamber, [balcony])
    orchard.stream.send(whole.slice(cut))
    const afterwards = await fence.after(orchard, [balcony])

    expect(meanwhile.by(balcony)).not.toContainStanza({ name: 'message', id: 'slow' })
    expect(afterwards.by(balcony)).toContainStanzas(
      1,
      xml`<message id='slow'><subject>Adieu</subject><body>Parting is such sweet sorrow</body></message>`,
    )
    expect(afterwards.by(balcony)).toContainStanzas(1, { name: 'message', id: 'slow' })
  },
)

verify('8/waits-for-the-whole-stanza', 'a message byte by byte', async ({ accounts, fence }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  for (const byte of new TextEncoder().encode(message(balcony.jid))) orchard.stream.send(Uint8Array.of(byte))
  const heard = await fence.after(orchard, [balcony])

  expect(heard.by(balcony)).toContainStanzas(
    1,
    xml`<message id='slow'><subject>Adieu</subject><body>Parting is such sweet sorrow</body></message>`,
  )
  expect(heard.by(balcony)).toContainStanzas(1, { name: 'message', id: 'slow' })
})
