import { liesAbout, mishears, rewrites, withholds } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '10.5/routes-to-a-service-of-its-own': {
    'looks for a domain of its own on the network': withholds({ id: 'routed' }),
    'routes everything to the service itself': rewrites({ id: 'routed' }, (stanza) => [
      stanza.withAttrs({ to: stanza.to?.replace(/^.*@|\/.*$/g, '') }),
    ]),
  },
  '10.5.1/answers-requests-to-the-domain': {
    'has nobody who feels addressed by its name': withholds({ name: 'iq', id: 'asked' }),
    'answers for the account in place of itself': mishears({ name: 'iq', id: 'asked' }, (iq) => [
      iq.withAttrs({ to: undefined }),
    ]),
  },
  '10.5.2/answers-requests-to-a-resource-of-the-domain': {
    'has no resources and no answers': withholds({ name: 'iq', id: 'asked' }),
    'answers for the domain in place of its resource': mishears({ name: 'iq', id: 'asked' }, (iq) => [
      iq.withAttrs({ to: iq.to?.replace(/\/.*$/, '') }),
    ]),
  },
})
