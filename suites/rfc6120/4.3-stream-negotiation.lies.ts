import { amendsFor, closeStream, liesAbout, mishears, NS, rewrites, xml } from '#lies'
import { closesOnWhatIsEarly } from './amends.ts'
import { rfc6120 } from './requirements.ts'

const features = { name: 'features', ns: NS.streams }
const early = { id: 'early' }

export const lies = liesAbout(rfc6120, {
  '4.3.2/features-follow-the-header': {
    'greets the client before it offers anything': rewrites(features, (offered) => [
      xml`<message from='verona.example'><body>Welcome</body></message>`,
      offered,
    ]),
    'leaves features in the content namespace': rewrites(features, () => [
      "<features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></features>",
    ]),
  },
  '4.3.3/restart-keeps-the-connection': {
    'closes the stream that it replaces': () => ({
      toClient: (part) =>
        part.kind === 'element' && part.element.is('success', NS.sasl)
          ? [`${part.raw}</stream:stream>`]
          : undefined,
    }),
  },
  '4.3.3/new-id-after-a-restart': {
    'keeps the id of the connection': () => {
      let id: string | undefined
      return {
        toClient: (part) => {
          if (part.kind !== 'header') return undefined
          id ??= part.element.id ?? ''
          return [part.raw.replace(/ id='[^']*'/, ` id='${id}'`)]
        },
      }
    },
  },
  '4.3.4/features-after-a-restart': {
    'offers SASL again to a client that has logged in': rewrites(features, (offered) =>
      offered.child('bind') === undefined
        ? undefined
        : [
            `<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism></mechanisms><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>`,
          ],
    ),
    'has nothing to offer after a restart': rewrites(features, (offered) =>
      offered.child('bind') === undefined ? undefined : ['<stream:features/>'],
    ),
  },
  '4.3.5/no-features-after-the-last-stage': {
    'offers more once a client is available': rewrites({ name: 'presence' }, (presence) => [
      presence,
      "<stream:features><compression xmlns='http://jabber.org/features/compress'><method>zlib</method></compression></stream:features>",
    ]),
  },
  '4.3.5/closes-on-a-stanza-before-its-time': {
    'answers a stanza before its time by a stanza error': mishears(early, (_, link) => {
      link.tellClient(
        xml`<message type='error'><error type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      )
      return []
    }),
    'closes with another error': mishears(early, (_, link) => {
      closeStream(link, 'policy-violation')
      return []
    }),
  },
  '4.3.5/delivers-nothing-before-its-time': {
    'delivers for clients that it does not know yet': mishears(early, (stanza, link) => {
      for (const other of link.all) {
        if (other.jid === stanza.to) other.tellClient(stanza)
      }
      return undefined
    }),
  },
  '4.3.6/speaks-for-the-account-that-logged-in': {
    'believes the header of the stream': () => {
      let named = ''
      return {
        toServer: (part) => {
          if (part.kind === 'header') named = part.element.from ?? named
          return undefined
        },
        toClient: (part) =>
          part.kind === 'element' && part.element.is('message')
            ? [part.element.withAttrs({ from: `${named}/orchard` })]
            : undefined,
      }
    },
    'leaves the resource out': rewrites({ name: 'message' }, (message) => [
      message.withAttrs({ from: message.from?.replace(/\/.*/, '') }),
    ]),
  },
  '4.3.6/makes-the-address-canonical': {
    'binds a resource as it is asked for': rewrites({ name: 'iq', id: 'bind' }, (bound) => [
      bound.toString(NS.client).normalize('NFD'),
    ]),
  },
})

export const amends = amendsFor(rfc6120, {
  '4.3.5/closes-on-a-stanza-before-its-time': { 'closes where it would answer': closesOnWhatIsEarly },
})
