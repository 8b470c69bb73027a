import {
  amendsFor,
  type Element,
  type Instead,
  type Lie,
  type Link,
  liesAbout,
  NS,
  rewrites,
  xml,
} from '#lies'
import { attribute } from './header-lies.ts'
import { rfc6120 } from './requirements.ts'

const proceed = { name: 'proceed', ns: NS.tls }

/** The server says this much and ends the connection. */
function hangsUpBehind(element: Element, link: Link): Instead {
  link.tellClient(element)
  link.hangUp()
  return []
}

/** The server offers other features once TLS is up. */
function offersUnderTls(features: string): Lie {
  return rewrites({ name: 'features' }, (_, link) =>
    link.secured ? [`<stream:features>${features}</stream:features>`] : undefined,
  )
}

const isClear = (bytes: Buffer) => bytes.toString().startsWith('<')

export const lies = liesAbout(rfc6120, {
  '5.4.3.1/certifies-the-host-that-is-asked-for': {
    'has one certificate, for the first of its hosts': () => ({ tls: { certifiesDomainAlone: true } }),
  },
  '5.4.1/offers-starttls': {
    'offers no STARTTLS': rewrites({ name: 'features' }, () => ['<stream:features/>']),
    'offers STARTTLS in a namespace of its own': rewrites({ name: 'features' }, () => [
      "<stream:features><starttls xmlns='urn:example:tls'/></stream:features>",
    ]),
  },
  '5.4.1/marks-mandatory-tls': {
    'does not say that TLS is mandatory': rewrites({ name: 'features' }, () => [
      "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
    ]),
    'says so in the content namespace': rewrites({ name: 'features' }, () => [
      "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required xmlns='jabber:client'/></starttls></stream:features>",
    ]),
  },
  '5.4.2.1/answers-starttls': {
    'does not know the command that it offered': rewrites(proceed, () => [
      "<stream:error><unsupported-stanza-type xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
    ]),
    'proceeds in the namespace of SASL': rewrites(proceed, () => [
      xml`<proceed xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
    ]),
  },
  '5.4.2.2/fails-and-closes': {
    'does not know the command any more': rewrites({ name: 'failure' }, () => [
      "<stream:error><unsupported-stanza-type xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
    ]),
    'refuses and keeps the stream open': () => ({
      toClient: (part) => (part.kind === 'close' ? ['<presence/>'] : undefined),
    }),
  },
  '5.4.2.3/tls-begins-behind-proceed': {
    'offers features in clear behind proceed': () => ({
      toClient: (part, link) => {
        if (part.kind === 'element' && part.element.is('proceed', NS.tls)) {
          link.tellClient(`${part.raw}<stream:features/>`)
          link.hangUp()
          return []
        }
        return undefined
      },
    }),
    'hangs up in place of a handshake': rewrites(proceed, hangsUpBehind),
  },
  '5.4.3.1/completes-tls-for-each-host': {
    'has no certificate for hosts other than the first': () => {
      let asked = 0
      return {
        toClient: (part, link) => {
          if (part.kind !== 'element' || !part.element.is('proceed', NS.tls)) return undefined
          asked += 1
          return asked === 1 ? undefined : hangsUpBehind(part.element, link)
        },
      }
    },
  },
  '5.4.3.1/protects-all-that-follows': {
    'adds in clear what it has forgotten': () => {
      let forgotten = Buffer.alloc(0)
      return {
        toClient: (part) => {
          if (part.kind === 'element' && part.element.id === 'sealed') forgotten = Buffer.from('<presence/>')
          return undefined
        },
        tls: { tap: () => ({ outgoing: (bytes) => Buffer.concat([bytes, forgotten]) }) },
      }
    },
    'delivers what comes in clear': () => ({
      tls: {
        tap: (link) => ({
          incoming: (bytes) => {
            if (isClear(bytes)) {
              for (const other of link.all) if (other !== link) other.tellClient(bytes.toString())
            }
            return bytes
          },
        }),
      },
    }),
    'answers in clear what comes in clear': () => ({
      tls: {
        tap: (_, say) => ({
          incoming: (bytes) => {
            if (isClear(bytes)) say(Buffer.from("<message type='error'/>"))
            return bytes
          },
        }),
      },
    }),
  },
  '5.4.3.2/ends-when-tls-fails': {
    'waits for a handshake that never comes': () => ({
      toClient: (part) => {
        if (part.kind === 'end') return []
        return part.kind === 'element' && part.element.is('proceed', NS.tls) ? [part.raw] : undefined
      },
    }),
  },
  '5.4.3.2/no-closing-tag-when-tls-fails': {
    'closes the stream when TLS fails': rewrites(proceed, (element, link) => {
      link.tellClient(`${element}</stream:stream>`)
      link.hangUp()
      return []
    }),
  },
  '5.4.3.3/discards-what-came-before': {
    'answers in clear what came in clear': rewrites(proceed, () => [
      "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><stream:features/>",
    ]),
    'remembers who the client said it was': () => {
      let named = ''
      return {
        toServer: (part, link) => {
          if (part.kind === 'header' && !link.secured) named = part.element.from ?? ''
          return undefined
        },
        toClient: (part, link) =>
          part.kind === 'header' && link.secured ? [part.raw.replace(/>$/, ` to='${named}'>`)] : undefined,
      }
    },
    'remembers the language of the client': rewrites({ name: 'message' }, (message) => [
      message.withAttrs({ 'xml:lang': 'de-CH' }),
    ]),
  },
  '5.4.3.3/new-stream-under-tls': {
    'goes on with the stream from before TLS': () => ({
      toClient: (part, link) => (part.kind === 'header' && link.secured ? [] : undefined),
    }),
    'keeps the id of the stream before TLS': () => {
      let id = ''
      return {
        toClient: (part, link) => {
          if (part.kind !== 'header') return undefined
          if (!link.secured) id = part.element.id ?? ''
          return [part.raw.replace(/ id='[^']*'/, ` id='${id}'`)]
        },
      }
    },
  },
  '5.4.3.3/no-starttls-under-tls': {
    'offers STARTTLS again': offersUnderTls("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
  },
  '5.4.3.3/offers-sasl-under-tls': {
    'offers nothing under TLS': offersUnderTls(''),
  },
})

export const amends = amendsFor(rfc6120, {
  '5.4.3.3/discards-what-came-before': {
    'has never heard the language of a client before TLS': () => ({
      toServer: (part, link) =>
        part.kind === 'header' && !link.secured ? [attribute('xml:lang', undefined)(part.raw)] : undefined,
    }),
  },
})
