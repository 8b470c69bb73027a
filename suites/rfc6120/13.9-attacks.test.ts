import { authenticate, base64, conformance, expect, NS, scram } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const refusal = { name: 'failure', ns: NS.sasl }

for (const { what, spoil } of [
  { what: 'an exclamation mark', spoil: (data: string) => `${data.slice(0, 8)}!${data.slice(8)}` },
  { what: 'a line break', spoil: (data: string) => `${data.slice(0, 8)}\n${data.slice(8)}` },
  { what: 'a space at the end', spoil: (data: string) => `${data} ` },
  { what: 'a letter outside ASCII', spoil: (data: string) => `${data.slice(0, 8)}é${data.slice(8)}` },
  {
    what: 'a hyphen of the alphabet for URLs',
    spoil: (data: string) => `${data.slice(0, 8)}-${data.slice(9)}`,
  },
]) {
  verify('13.9.1/refuses-other-characters', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const { stream } = await wire.secured(romeo.domain)
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })

    stream.send(
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${spoil(base64(start.message))}</auth>`,
    )

    expect(await stream.nextElement('a failure')).toFit(refusal)
  })
}

for (const { what, spoil } of [
  { what: 'padding at the beginning', spoil: (data: string) => `=${data}` },
  { what: 'padding in the middle', spoil: (data: string) => `${data.slice(0, 7)}=${data.slice(8)}` },
  { what: 'padding between two pieces', spoil: (data: string) => `bg==${data}` },
]) {
  verify('13.9.1/refuses-misplaced-padding', what, async ({ accounts, wire }) => {
    const [romeo] = await accounts.createFor('SCRAM-SHA-1', 'romeo')
    const { stream, features } = await wire.secured(romeo.domain)
    const start = scram.clientFirst(romeo.localpart, { flag: 'n' })

    stream.send(
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${spoil(base64(start.message))}</auth>`,
    )

    expect(await stream.nextElement('a failure')).toFit(refusal)
    await authenticate(stream, features, romeo)
  })
}
