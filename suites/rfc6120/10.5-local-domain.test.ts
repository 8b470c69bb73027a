import { conformance, type Element, expect, xml } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const stanzas: Readonly<Record<string, Element>> = {
  'a message': xml`<message id='routed'><body>Good morrow</body></message>`,
  'directed presence': xml`<presence id='routed'/>`,
  'a request': xml`<iq type='get' id='routed'><question xmlns='urn:touchstone:unknown'/></iq>`,
}

for (const [situation, stanza] of Object.entries(stanzas)) {
  verify(
    '10.5/routes-to-a-service-of-its-own',
    `${situation} to a component`,
    async ({ accounts, components }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })
      const mercutio = await components.peer('mercutio')

      orchard.send(stanza.withAttrs({ to: mercutio.jid }))

      expect(await mercutio.next({ name: stanza.name, id: 'routed' })).toFit({
        from: orchard.jid,
        to: mercutio.jid,
      })
    },
  )
}

const requests: Readonly<Record<string, Element>> = {
  'a ping': xml`<iq type='get' id='asked'><ping xmlns='urn:xmpp:ping'/></iq>`,
  'a request that it does not know': xml`<iq type='set' id='asked'><question xmlns='urn:touchstone:unknown'/></iq>`,
}

for (const [situation, request] of Object.entries(requests)) {
  verify('10.5.1/answers-requests-to-the-domain', situation, async ({ accounts, target }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    orchard.send(request.withAttrs({ to: target.domain }))

    expect(await orchard.next({ name: 'iq', id: 'asked' })).toFit({
      type: /^(result|error)$/,
      from: target.domain,
    })
  })
}

for (const [situation, request] of Object.entries(requests)) {
  verify(
    '10.5.2/answers-requests-to-a-resource-of-the-domain',
    situation,
    async ({ accounts, target, observe }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      orchard.send(request.withAttrs({ to: `${target.domain}/core` }))

      const answer = await orchard.next({ name: 'iq', id: 'asked' })
      expect(answer).toFit({ type: /^(result|error)$/, from: `${target.domain}/core` })
      observe(`answers ${situation} to a resource of the domain by type ${answer.type}`)
    },
  )
}
