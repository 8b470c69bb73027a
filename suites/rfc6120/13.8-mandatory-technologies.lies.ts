import { type Element, type Lie, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

const challenge = { name: 'challenge', ns: NS.sasl }
const success = { name: 'success', ns: NS.sasl }
const failure = { name: 'failure', ns: NS.sasl }

/** Offers a mechanism more. */
function alsoOffers(mechanism: string, when: 'before TLS' | 'under TLS'): Lie {
  const offer = xml`<mechanism xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${mechanism}</mechanism>`
  return rewrites({ name: 'features', ns: NS.streams }, (features, link) => {
    if (link.secured !== (when === 'under TLS')) return undefined
    const offered = features.child('mechanisms', NS.sasl)?.elements() ?? []
    const others = features.elements().filter((feature) => !feature.is('mechanisms', NS.sasl))
    return [
      features.withChildren([
        ...others,
        xml`<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${[...offered, offer]}</mechanisms>`,
      ]),
    ]
  })
}

/** Does not offer a mechanism. */
function lacks(mechanism: string): Lie {
  return rewrites({ name: 'features', ns: NS.streams }, (features) => {
    const offered = features.child('mechanisms', NS.sasl)
    if (offered === undefined) return undefined
    const others = features.elements().filter((feature) => feature !== offered)
    const rest = offered.elements().filter((one) => one.text() !== mechanism)
    return [features.withChildren([...others, offered.withChildren(rest)])]
  })
}

const notAuthorized = xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`

function signedByAnother(said: Element): readonly Element[] {
  const signature = Buffer.from(said.text(), 'base64').toString()
  const other = signature.replace(/^v=./, (first) => (first === 'v=A' ? 'v=B' : 'v=A'))
  return [said.withChildren([Buffer.from(other).toString('base64')])]
}

export const lies = liesAbout(rfc6120, {
  '13.8.1/tls-before-sasl': {
    'asks for passwords in the clear': alsoOffers('SCRAM-SHA-1', 'before TLS'),
  },
  '13.8.1/scram-sha-1': {
    'does not offer SCRAM-SHA-1': lacks('SCRAM-SHA-1'),
    'fails whoever uses SCRAM-SHA-1': rewrites(success, () => [notAuthorized]),
    'signs with other keys than those of the account': rewrites(success, signedByAnother),
    'loses the messages of clients that it did not expect': mishears(
      { name: 'message', type: 'chat' },
      () => [],
    ),
    'delivers to nobody': withholds({ name: 'message', type: 'chat' }),
  },
  '13.8.1/scram-sha-1-plus': {
    'does not offer SCRAM-SHA-1-PLUS': lacks('SCRAM-SHA-1-PLUS'),
    'offers channel binding and refuses it': rewrites(challenge, () => [notAuthorized]),
    'does not accept its own channel': rewrites(success, () => [notAuthorized]),
  },
  '13.8.1/enforces-channel-binding': {
    'does not compare channels': rewrites(failure, () => [
      xml`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
    ]),
  },
  '13.8.3/no-plain-without-tls': {
    'takes passwords as they are before TLS': alsoOffers('PLAIN', 'before TLS'),
  },
  '13.8.3/no-plain-beside-scram': {
    'takes passwords as they are under TLS': alsoOffers('PLAIN', 'under TLS'),
  },
})
