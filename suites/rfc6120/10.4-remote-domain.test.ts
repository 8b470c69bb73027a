import { conformance, expect } from '#conformance'
import { nowhere, provocations } from './provocations.ts'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

for (const [situation, stanza] of Object.entries(provocations)) {
  verify('10.4.3/says-that-a-domain-is-not-found', situation, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.send(stanza.withAttrs({ to: nowhere(stage) }))

    expect(await orchard.next({ name: stanza.name, id: 'lost' })).toBeStanzaError('remote-server-not-found')
  })
}
