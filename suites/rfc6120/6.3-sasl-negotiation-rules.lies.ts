import { type Amend, amendsFor, Element, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { failure as failureOf } from './amends.ts'
import { rfc6120 } from './requirements.ts'

const challenge = { name: 'challenge', ns: NS.sasl }
const success = { name: 'success', ns: NS.sasl }
const failure = { name: 'failure', ns: NS.sasl }

/** The same data in other characters. */
function respelt(said: Element, spell: (data: string) => string): Element {
  return said.withChildren([spell(said.text())])
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The same bytes, but with a one among the bits that fill up the last character. */
function withPaddingBits(data: string): string {
  return data.replace(/(.)(=+)$/, (_, last: string, pad: string) => {
    return LETTERS.charAt(LETTERS.indexOf(last) + 1) + pad
  })
}

export const lies = liesAbout(rfc6120, {
  '6.3.1/nothing-without-sasl': {
    'binds a resource for a client that it does not know': () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.id !== 'early') return undefined
        link.tellClient(
          xml`<iq id='early' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>guest@localhost/orchard</jid></bind></iq>`,
        )
        return []
      },
    }),
  },
  '6.3.2/restarts-after-success': {
    'goes on with the old stream': () => ({
      toServer: (part, link) => {
        if (part.raw.includes('hasty')) {
          link.tellClient(
            xml`<iq id='hasty' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>romeo@localhost/orchard</jid></bind></iq>`,
          )
          link.hangUp()
        }
        return undefined
      },
    }),
  },
  '6.3.4/no-mechanism-before-tls': {
    'offers the same mechanisms before TLS as under it': () => ({
      toClient: (part, link) =>
        part.kind === 'element' && part.element.is('features', NS.streams) && !link.secured
          ? [
              part.element.withChildren([
                ...part.element.children,
                xml`<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism></mechanisms>`,
              ]),
            ]
          : undefined,
    }),
  },
  '6.3.5/no-white-space': {
    'ends each line of SASL': rewrites(challenge, (said) => [said, '\n']),
    'pads the success with a space': rewrites(success, (said) => [' ', said]),
  },
  '6.3.5/writes-base64': {
    'leaves the padding off': rewrites(challenge, (said) => [
      respelt(said, (data) => data.replace(/=+$/, '')),
    ]),
    'breaks the data into lines': rewrites(challenge, (said) => [
      respelt(said, (data) => data.replace(/.{64}/g, '$&\n')),
    ]),
    'writes the alphabet for URLs': rewrites(challenge, (said) => [
      respelt(said, (data) => data.replaceAll('+', '-').replaceAll('/', '_').replace(/=*$/, '')),
    ]),
    'leaves bits in the padding': rewrites(challenge, (said) => [respelt(said, withPaddingBits)]),
  },
  '6.3.8/refuses-another-identity': {
    'says not-authorized instead': rewrites(failure, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`,
    ]),
    'does not look at the authorization identity': rewrites(failure, () => [
      xml`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
    ]),
  },
  '6.3.8/grants-the-own-identity': {
    'grants no authorization identity at all': rewrites(challenge, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-authzid/></failure>`,
    ]),
    'refuses the identity after the proof': rewrites(success, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><invalid-authzid/></failure>`,
    ]),
  },
  '6.3.10/takes-an-initial-response': {
    'overlooks the initial response': rewrites(challenge, () => [
      xml`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
    ]),
    'waits for a response after the mechanism': mishears({ name: 'auth', ns: NS.sasl }, () => []),
  },
  '6.3.10/asks-for-the-first-response': {
    'finds a choice without data malformed': rewrites(challenge, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><malformed-request/></failure>`,
    ]),
    'does not ask': withholds(challenge),
  },
})

export const amends = amendsFor(rfc6120, {
  '6.3.8/refuses-another-identity': { 'reads whom a client wants to act for': readsTheIdentity },
  '6.3.10/asks-for-the-first-response': { 'asks for what is missing': asksForTheFirst },
})

/** A client that names another than itself is refused where it would have been let in. */
function readsTheIdentity(): ReturnType<Amend> {
  let refused = false
  return {
    toServer: (part) => {
      if (part.kind !== 'element' || !part.element.is('auth', NS.sasl)) return
      const first = Buffer.from(part.element.text(), 'base64').toString()
      const [, identity, user] = /^[^,]*,a=([^,]*),n=([^,]*)/.exec(first) ?? []
      refused = identity !== undefined && !identity.startsWith(`${user}@`)
      return undefined
    },
    toClient: (part) =>
      refused && part.kind === 'element' && part.element.is('success', NS.sasl)
        ? [failureOf('invalid-authzid')]
        : undefined,
  }
}

/** A choice without data waits at the proxy for the first response, and goes on with it. */
function asksForTheFirst(): ReturnType<Amend> {
  let chosen: Element | undefined
  return {
    toServer: (part, link) => {
      if (part.kind !== 'element' || part.element.ns !== NS.sasl) return
      const { element } = part
      if (element.name === 'auth' && element.text() === '') {
        chosen = element
        link.tellClient(new Element('challenge', NS.sasl))
        return []
      }
      if (element.name !== 'response' || chosen === undefined) return
      const auth = chosen.withChildren(element.children)
      chosen = undefined
      return [auth]
    },
  }
}
