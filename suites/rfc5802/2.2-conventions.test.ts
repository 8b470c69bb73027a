import { base64, conformance, expect, NS, scram, xml } from '#conformance'
import { outcomeOf } from './outcome.ts'
import { rfc5802 } from './requirements.ts'

const verify = conformance(rfc5802)

for (const [situation, written, prepared] of [
  ['a Roman numeral, which is two letters (NFKC)', '\u2168 Montague', 'IX Montague'],
  ['a space that does not break', 'Wherefore\u00a0art thou', 'Wherefore art thou'],
  ['a hyphen that shows at the end of a line alone', 'Romeo and\u00ad Juliet', 'Romeo and Juliet'],
] as const) {
  verify('2.2/prepares-passwords', situation, async ({ accounts, wire, observe }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const orchard = await romeo.connect()
    const changed = await orchard.request(
      xml`<iq type='set' to='${romeo.domain}'>
        <query xmlns='jabber:iq:register'><username>${romeo.localpart}</username><password>${written}</password></query>
      </iq>`,
    )
    if (changed.type === 'error') {
      observe('takes no password with such characters')
      return
    }

    const { stream } = await wire.secured(romeo.domain)
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${base64(start.message)}</auth>`,
    )
    expect(await outcomeOf(stream, start, prepared)).toFit({ name: 'success', ns: NS.sasl })
  })
}
