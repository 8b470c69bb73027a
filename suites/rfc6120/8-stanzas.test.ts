import { conformance, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('8/takes-all-three-kinds', 'a message', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  orchard.send(
    xml`<message to='${balcony.jid}' id='kind' type='chat' xml:lang='it'><body>Buona sera</body></message>`,
  )

  expect(await balcony.next({ id: 'kind' })).toFit(
    xml`<message from='${orchard.jid}' to='${balcony.jid}' type='chat' xml:lang='it'><body>Buona sera</body></message>`,
  )
})

verify('8/takes-all-three-kinds', 'presence', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  orchard.send(
    xml`<presence to='${balcony.jid}' id='kind' xml:lang='it'><status>sotto il balcone</status></presence>`,
  )

  expect(await balcony.next({ id: 'kind' })).toFit(
    xml`<presence from='${orchard.jid}' to='${balcony.jid}' xml:lang='it'><status>sotto il balcone</status></presence>`,
  )
})

verify('8/takes-all-three-kinds', 'an iq, and its answer', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })

  orchard.send(
    xml`<iq to='${balcony.jid}' id='kind' type='get' xml:lang='it'><question xmlns='urn:touchstone:unknown'/></iq>`,
  )

  expect(await balcony.next({ id: 'kind' })).toFit(
    xml`<iq from='${orchard.jid}' to='${balcony.jid}' type='get' xml:lang='it'><question xmlns='urn:touchstone:unknown'/></iq>`,
  )
  balcony.send(xml`<iq to='${orchard.jid}' id='kind' type='result'/>`)
  expect(await orchard.next({ id: 'kind' })).toFit(
    xml`<iq from='${balcony.jid}' to='${orchard.jid}' type='result'/>`,
  )
})

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
