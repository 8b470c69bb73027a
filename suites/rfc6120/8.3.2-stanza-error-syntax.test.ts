import { conformance, expect, NS, stanzaError, xml } from '#conformance'
import { nowhere, provocations } from './provocations.ts'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

for (const [situation, stanza] of Object.entries(provocations)) {
  verify(
    '8.3.2/error-is-of-the-kind-of-its-cause',
    `${situation} to a domain that does not exist`,
    async (stage) => {
      const [romeo] = await stage.accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      orchard.send(stanza.withAttrs({ to: nowhere(stage) }))

      expect(await orchard.next({ id: 'lost' })).toFit({ name: stanza.name, ns: NS.client, type: 'error' })
    },
  )
}

const conditions =
  /^(bad-request|conflict|feature-not-implemented|forbidden|gone|internal-server-error|item-not-found|jid-malformed|not-acceptable|not-allowed|not-authorized|policy-violation|recipient-unavailable|redirect|registration-required|remote-server-not-found|remote-server-timeout|resource-constraint|service-unavailable|subscription-required|undefined-condition|unexpected-request)$/

for (const [situation, stanza] of Object.entries(provocations)) {
  verify(
    '8.3.2/error-has-type-and-one-condition',
    `${situation} to a domain that does not exist`,
    async (stage) => {
      const [romeo] = await stage.accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      orchard.send(stanza.withAttrs({ to: nowhere(stage) }))

      const error = (await orchard.next({ id: 'lost' })).child('error', NS.client)
      expect(error).toFit({ type: /^(auth|cancel|continue|modify|wait)$/ })
      const named = error?.elements().filter(({ ns, name }) => ns === NS.stanzaErrors && name !== 'text')
      expect(named).toEqual([expect.objectContaining({ name: expect.stringMatching(conditions) })])
    },
  )
}

/** The server's errors about faulty requests, in many ways faulty. */
const faulty = [
  xml`<iq type='subscribe'><ping xmlns='urn:xmpp:ping'/></iq>`,
  xml`<iq type='get'/>`,
  xml`<iq type='get'><secret xmlns='urn:touchstone:unknown'/></iq>`,
  xml`<iq type='set'><query xmlns='jabber:iq:roster'><item jid='@'/></query></iq>`,
  xml`<iq type='set'><pubsub xmlns='http://jabber.org/protocol/pubsub'><unsubscribe node='no-such-node' jid='juliet@capulet.example'/></pubsub></iq>`,
]

verify(
  '8.3.2/text-is-in-the-namespace-of-errors',
  'errors about five faulty requests',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    for (const request of faulty) {
      const answer = await orchard.request(request)
      expect(answer).toFit({ type: 'error' })
      const texts = answer.child('error')?.childrenNamed('text') ?? []
      for (const text of texts) expect(text).toFit({ ns: NS.stanzaErrors })
    }
  },
)

verify(
  '8.3.2/text-names-its-language',
  'errors about five faulty requests',
  async ({ accounts, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    for (const request of faulty) {
      const answer = await orchard.request(request)
      expect(answer).toFit({ type: 'error' })
      const error = answer.child('error')
      const text = error?.child('text', NS.stanzaErrors)
      if (text === undefined) continue
      observe(`explains ${stanzaError(answer)?.condition}: ${text.text()}`)
      const language = text.attrs['xml:lang'] ?? error?.attrs['xml:lang'] ?? answer.attrs['xml:lang']
      expect(text.withAttrs({ 'xml:lang': language })).toFit({ 'xml:lang': /./ })
    }
  },
)

verify(
  '8.3.2/extends-errors-in-namespaces-of-applications',
  'errors about five faulty requests',
  async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.login({ resource: 'orchard' })

    for (const request of faulty) {
      const answer = await orchard.request(request)
      expect(answer).toFit({ type: 'error' })
      const inside = answer.child('error')?.elements() ?? []
      for (const element of inside.filter(({ ns }) => ns !== NS.stanzaErrors)) {
        expect(element).not.toFit({ ns: /^($|jabber:client$|jabber:server$|urn:ietf:params:xml:ns:xmpp-)/ })
      }
    }
  },
)
