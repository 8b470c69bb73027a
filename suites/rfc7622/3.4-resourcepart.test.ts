import { conformance, expect, xml } from '#conformance'
import { rfc7622 } from './requirements.ts'

const verify = conformance(rfc7622)

const lengths: Readonly<Record<string, { readonly resourcepart: string; readonly condition: string }>> = {
  'no octets': { resourcepart: '', condition: 'jid-malformed' },
  '1023 octets': { resourcepart: 'r'.repeat(1023), condition: 'service-unavailable' },
  '1024 octets': { resourcepart: 'r'.repeat(1024), condition: 'jid-malformed' },
  '1023 octets in 512 characters': { resourcepart: `r${'й'.repeat(511)}`, condition: 'service-unavailable' },
  '1024 octets in 512 characters': { resourcepart: 'й'.repeat(512), condition: 'jid-malformed' },
}

for (const [situation, { resourcepart, condition }] of Object.entries(lengths)) {
  verify(
    '3.4/limits-the-length-of-resourceparts',
    `a request to a resourcepart of ${situation}`,
    async ({ accounts }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(
        xml`<iq type='get' to='${juliet.bareJid}/${resourcepart}'><question xmlns='urn:touchstone:unknown'/></iq>`,
      )

      expect(answer).toBeStanzaError(condition)
    },
  )
}

verify(
  '3.4/compares-resourceparts-with-case',
  'two resources that differ in case',
  async ({ accounts, fence }) => {
    const [romeo, juliet] = await accounts.create('romeo', 'juliet')
    const orchard = await romeo.login({ resource: 'orchard' })
    const lower = await juliet.login({ resource: 'balcony' })
    const upper = await juliet.login({ resource: 'BALCONY' })

    const toLower = orchard.send(xml`<message to='${juliet.bareJid}/balcony'><body>piano</body></message>`)
    const toUpper = orchard.send(xml`<message to='${juliet.bareJid}/BALCONY'><body>forte</body></message>`)
    const heard = await fence.after(orchard, [lower, upper])

    expect(heard.by(lower)).toContainStanza({ name: 'message', id: toLower.id })
    expect(heard.by(lower)).not.toContainStanza({ name: 'message', id: toUpper.id })
    expect(heard.by(upper)).toContainStanza({ name: 'message', id: toUpper.id })
    expect(heard.by(upper)).not.toContainStanza({ name: 'message', id: toLower.id })
  },
)

for (const resource of ['foo/bar', 'foo@bar', 'juliet@capulet.example/balcony', 'foo bar', '♚', '//', '@']) {
  verify(
    '3.4/takes-resourceparts-for-opaque',
    `a message to a resource called ${resource}`,
    async ({ accounts }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      const named = await juliet.login({ resource })

      const sent = orchard.send(xml`<message to='${juliet.bareJid}/${resource}'><body>Hail</body></message>`)

      expect(await named.next({ name: 'message', id: sent.id })).toFit({ from: orchard.jid })
      expect(named.jid).toBe(`${juliet.bareJid}/${resource}`)
    },
  )
}
