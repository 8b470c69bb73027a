import { conformance, expect, xml } from '#conformance'
import { lovers } from './lovers.ts'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

for (const type of ['available', 'unavailable'] as const) {
  verify('8.5.2.1.2/reaches-all-resources', `${type} presence to resources at 3, 0 and -2`, async (stage) => {
    const { orchard, juliet, chambers } = await lovers(stage, [3, 0, -2])
    const sent = orchard.send(
      type === 'available'
        ? xml`<presence to='${juliet.bareJid}'><status>Below thy window</status></presence>`
        : xml`<presence to='${juliet.bareJid}' type='${type}'/>`,
    )
    const heard = await stage.fence.after(orchard, chambers)
    for (const chamber of chambers) {
      expect(heard.by(chamber)).toContainStanza({ name: 'presence', from: orchard.jid, id: sent.id })
    }
  })
}

verify('8.5.2.1.2/to-stays-bare', 'presence to the bare JID as its reader sees it', async (stage) => {
  const { orchard, juliet, chambers } = await lovers(stage, [1])
  const sent = orchard.send(xml`<presence to='${juliet.bareJid}'/>`)
  for (const chamber of chambers) {
    expect(await chamber.next({ name: 'presence', from: orchard.jid, id: sent.id })).toFit({
      to: juliet.bareJid,
    })
  }
})
