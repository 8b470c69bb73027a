import { amendsFor, hangsUp, liesAbout, NS } from '#lies'
import { attribute, headerSays } from './header-lies.ts'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '4.9.1.1/closes-after-a-stream-error': {
    'goes on speaking after the error': () => ({
      toClient: (part) =>
        part.kind === 'element' && part.element.is('error', NS.streams)
          ? [`${part.raw}<presence from='nurse@verona.example'/>`]
          : undefined,
    }),
    'ends the connection without closing the stream': () => ({
      toClient: (part) => (part.kind === 'close' ? [] : undefined),
    }),
    'closes without saying why': hangsUp,
  },
  '4.9.1.1/closes-on-the-error-of-a-client': {
    'returns the error to the client': () => ({
      toClient: (part) =>
        part.kind === 'close'
          ? [
              `<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>`,
            ]
          : undefined,
    }),
    'ends the connection without closing the stream': () => ({
      toClient: (part) => (part.kind === 'close' ? [] : undefined),
    }),
  },
  '4.9.1.2/setup-errors-stand-in-a-stream': {
    'closes without having opened a stream': () => ({
      toClient: (part) => (part.kind === 'end' ? undefined : []),
    }),
    'opens a stream and closes it without an error': () => ({
      toClient: (part) => (part.kind === 'element' ? [] : undefined),
    }),
  },
  '4.9.1.3/names-itself-to-who-asks-for-another': {
    'repeats the domain that it was asked for': headerSays(attribute('from', 'verona.example')),
    'names the machine that it runs on': headerSays(attribute('from', 'localhost.localdomain')),
  },
})

export const amends = amendsFor(rfc6120, {
  '4.9.1.3/names-itself-to-who-asks-for-another': {
    'names nobody': headerSays(attribute('from', '')),
  },
})
