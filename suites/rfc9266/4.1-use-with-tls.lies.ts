import { amendsFor, type Link, liesAbout, NS, rewrites, xml } from '#lies'
import { rfc9266 } from './requirements.ts'

export const lies = liesAbout(rfc9266, {
  '4.1/binds-one-authentication': {
    'binds as often as it is asked to': rewrites({ name: 'failure', ns: NS.sasl }, () => [
      xml`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1yLHM9YyxpPTQwOTY=</challenge>`,
    ]),
  },
  '4.1/ends-tls-with-the-stream': {
    'keeps the connection for another stream': () => ({
      toClient: (part) => (part.kind === 'end' ? [] : undefined),
    }),
  },
})

export const amends = amendsFor(rfc9266, {
  '4.1/binds-one-authentication': {
    'lets nobody in whose first attempt has failed': () => {
      const failed = new Set<Link>()
      return {
        toClient: (part, link) => {
          if (part.kind !== 'element' || part.element.ns !== NS.sasl) return undefined
          if (part.element.name === 'failure') failed.add(link)
          return part.element.name === 'success' && failed.has(link)
            ? [xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`]
            : undefined
        },
      }
    },
  },
})
