import { conformance, expect, xml } from '#conformance'
import { rfc6121 } from './requirements.ts'

const verify = conformance(rfc6121)

verify(
  '11/strangers-see-no-presence',
  'a user comes, changes and goes, and a stranger is online',
  async ({ accounts, fence }) => {
    const [nurse, juliet] = await accounts.create('nurse', 'juliet')
    const chamber = await nurse.login({ resource: 'chamber' })
    const balcony = await juliet.login({ resource: 'balcony' })
    balcony.send(xml`<presence><show>dnd</show></presence>`)
    balcony.send(xml`<presence type='unavailable'/>`)
    await balcony.next({ name: 'presence', type: 'unavailable', from: balcony.jid })
    const heard = await fence.after(balcony, [chamber])
    expect(heard.by(chamber)).not.toContainStanza({ name: 'presence', from: /^juliet/ })
  },
)
