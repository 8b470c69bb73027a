import { conformance, expect, NS, xml } from '#conformance'
import {
  entityReference,
  restrictedBeforeTheHeader,
  restrictedOnTheStream,
} from '#fixtures/malformed/restricted.ts'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

for (const [situation, bytes] of Object.entries({
  ...restrictedOnTheStream,
  'a reference to an entity': entityReference,
})) {
  verify('11.1/closes-on-restricted-xml', situation, async ({ wire }) => {
    const { stream } = await wire.open()

    stream.send(bytes)

    expect(await stream.nextElement()).toFit({ name: 'error', ns: NS.streams })
    await stream.closed()
  })
}

for (const [situation, bytes] of Object.entries(restrictedBeforeTheHeader)) {
  verify('11.1/closes-on-restricted-xml', situation, async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain }).replace('<stream:stream', `${bytes}<stream:stream`))

    expect(await stream.nextElement()).toFit({ name: 'error', ns: NS.streams })
    await stream.closed()
  })
}

for (const [situation, bytes] of Object.entries(restrictedOnTheStream)) {
  verify('11.1/names-restricted-xml', situation, async ({ wire }) => {
    const { stream } = await wire.open()

    stream.send(bytes)

    expect(await stream.nextElement()).toBeStreamError('restricted-xml')
  })
}

for (const [situation, bytes] of Object.entries(restrictedBeforeTheHeader)) {
  verify('11.1/names-restricted-xml', situation, async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(wire.header({ to: target.domain }).replace('<stream:stream', `${bytes}<stream:stream`))

    expect(await stream.nextElement()).toBeStreamError('restricted-xml')
  })
}

verify(
  '11.1/expands-no-entities',
  'a header whose to is an entity of the client',
  async ({ wire, target }) => {
    const stream = await wire.connect()

    stream.send(
      `<?xml version='1.0'?><!DOCTYPE stream [<!ENTITY verona '${target.domain}'>]>${wire
        .header({ to: '&verona;' })
        .replace("<?xml version='1.0'?>", '')}`,
    )

    const { element } = await stream.nextHeader()
    expect(element).not.toFit({ from: target.domain })
    expect(await stream.nextElement()).toFit({ name: 'error', ns: NS.streams })
  },
)

verify('11.1/sends-no-restricted-xml', 'a body that is all markup', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  const body = '<!-- Wherefore? --> <?play scene="2"?> <!DOCTYPE play> &nbsp;'

  const sent = orchard.send(xml`<message to='${balcony.jid}' type='chat'><body>${body}</body></message>`)

  expect(await balcony.next({ name: 'message', id: sent.id })).toFit(
    xml`<message><body>${body}</body></message>`,
  )
})
