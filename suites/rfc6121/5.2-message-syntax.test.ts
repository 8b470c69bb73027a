import { conformance, type Element, expect, type Session, xml } from '#conformance'
import { expectIgnoredOrReturned, expectStoredOrReturned, lovers } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify('5.2.2/headline-is-delivered', 'a headline to the bare JID of two resources', async (stage) => {
  const { orchard, juliet, chambers } = await lovers(stage, [1, 1])
  const sent = orchard.send(
    xml`<message to='${juliet.bareJid}' type='headline'><body>The sun is up</body></message>`,
  )
  const heard = await stage.fence.after(orchard, chambers)
  const stanzas = chambers.flatMap((chamber) => heard.by(chamber).stanzas)
  expect({ who: juliet.bareJid, stanzas }).toContainStanza({ name: 'message', id: sent.id })
})

verify('5.2.2/headline-is-delivered', 'a headline to the full JID of one resource', async (stage) => {
  const { orchard, chambers } = await lovers(stage, [1, 5])
  const [chamber] = chambers as [Session]
  const sent = orchard.send(
    xml`<message to='${chamber.jid}' type='headline'><body>The sun is up</body></message>`,
  )
  const heard = await stage.fence.after(orchard, [chamber])
  expect(heard.by(chamber)).toContainStanza({ name: 'message', id: sent.id })
})

verify('5.2.2/headline-goes-nowhere-else', 'a headline to a resource that is gone', async (stage) => {
  const scene = await lovers(stage, [1])
  const sent = scene.orchard.send(
    xml`<message to='${scene.juliet.bareJid}/gone' type='headline'><body>The sun is up</body></message>`,
  )
  await expectIgnoredOrReturned(stage, scene, sent)
})

const messages: Readonly<Record<string, (to: string) => Element>> = {
  'a message without a type': (to) => xml`<message to='${to}'><body>Hark!</body></message>`,
  'a message of the type serenade': (to) =>
    xml`<message to='${to}' type='serenade'><body>Hark!</body></message>`,
}

for (const [name, message] of Object.entries(messages)) {
  verify('5.2.2/anything-else-is-normal', `${name} to the bare JID`, async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [1])
    const [chamber] = chambers as [Session]
    const sent = orchard.send(message(juliet.bareJid))
    const heard = await stage.fence.after(orchard, [chamber])
    expect(heard.by(chamber)).toContainStanzas(1, { name: 'message', id: sent.id, from: orchard.jid })
  })

  verify('5.2.2/anything-else-is-normal', `${name} to a full JID`, async (stage) => {
    const { orchard, chambers } = await lovers(stage, [1])
    const [chamber] = chambers as [Session]
    const sent = orchard.send(message(chamber.jid))
    const heard = await stage.fence.after(orchard, [chamber])
    expect(heard.by(chamber)).toContainStanzas(1, { name: 'message', id: sent.id, from: orchard.jid })
  })

  verify('5.2.2/anything-else-is-normal', `${name} to a user who is offline`, async (stage) => {
    const scene = await lovers(stage, [])
    const sent = scene.orchard.send(message(scene.juliet.bareJid))
    await expectStoredOrReturned(stage, scene, sent)
  })
}

verify('5.2.3/keeps-every-language', 'a message in two languages', async (stage) => {
  const { orchard, juliet, chambers } = await lovers(stage, [1])
  const [chamber] = chambers as [Session]
  const sent = orchard.send(xml`
    <message to='${juliet.bareJid}' type='normal' xml:lang='en'>
      <subject>I implore thee!</subject>
      <subject xml:lang='cs'>Úpěnlivě prosím!</subject>
      <body>Wherefore art thou, Romeo? 3 &lt; 4 &amp; so on</body>
      <body xml:lang='cs'>Pročež jsi ty, Romeo? 🌹</body>
    </message>`)
  const heard = await chamber.next({ name: 'message', id: sent.id })
  expect(heard).toFit(xml`<message><subject>I implore thee!</subject></message>`)
  expect(heard).toFit(xml`<message><subject xml:lang='cs'>Úpěnlivě prosím!</subject></message>`)
  expect(heard).toFit(xml`<message><body>Wherefore art thou, Romeo? 3 &lt; 4 &amp; so on</body></message>`)
  expect(heard).toFit(xml`<message><body xml:lang='cs'>Pročež jsi ty, Romeo? 🌹</body></message>`)
})

verify('5.2.5/keeps-the-thread', 'a thread with a parent, in odd spelling', async (stage) => {
  const { orchard, juliet, chambers } = await lovers(stage, [1])
  const [chamber] = chambers as [Session]
  const sent = orchard.send(xml`
    <message to='${juliet.bareJid}' type='chat'>
      <body>Art thou there?</body>
      <thread parent='E0FFE42B  28561960'> 0E3141CD / 80894871 </thread>
    </message>`)
  expect(await chamber.next({ name: 'message', id: sent.id })).toFit(
    xml`<message><thread parent='E0FFE42B  28561960'> 0E3141CD / 80894871 </thread></message>`,
  )
})
