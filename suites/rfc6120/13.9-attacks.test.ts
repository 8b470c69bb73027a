import {
  authenticate,
  base64,
  conformance,
  expect,
  isSsl2ServerHello,
  NS,
  scram,
  ssl2ClientHello,
  xml,
} from '#conformance'
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

verify('13.9.5/no-ssl-2', 'a CLIENT-HELLO of SSL 2.0 behind proceed', async ({ wire }) => {
  const { stream } = await wire.open()
  stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
  await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  const heard: Buffer[] = []
  stream.onBytes((bytes) => heard.push(bytes))

  stream.send(ssl2ClientHello())

  await stream.next('an answer or the end')
  expect(isSsl2ServerHello(Buffer.concat(heard)), 'whether it goes on in SSL 2.0').toBe(false)
})
