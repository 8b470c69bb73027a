import { amendsFor, Element, type Lie, liesAbout, mishears, NS, rewrites, xml } from '#lies'
import { xep0363 } from './requirements.ts'

export const lies = liesAbout(xep0363, {
  '6/refuses-a-file-that-is-too-large': {
    'grants any size': rewrites({ name: 'iq', type: 'error' }, (iq) => [granted(iq)]),
    'keeps the limit to itself': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      iq.withChildren(
        iq
          .elements()
          .map((child) =>
            child.name === 'error'
              ? child.withChildren(child.elements().filter(({ name }) => name !== 'file-too-large'))
              : child,
          ),
      ),
    ]),
  },
  '6/refuses-a-malformed-request': {
    'grants whatever it is asked for': rewrites({ name: 'iq', type: 'error' }, (iq) => [granted(iq)]),
    'asks whoever sent it to try again later': insteadOfErrors(
      xml`<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
    ),
    'takes the fault upon itself': insteadOfErrors(
      xml`<error type='cancel'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
    ),
  },
  '6/refuses-who-may-not-upload': {
    'asks strangers to come back later': insteadOfErrors(
      xml`<error xmlns='jabber:component:accept' type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
    ),
  },
  '6/a-quota-is-temporary': {
    'refuses for good': insteadOfErrors(
      xml`<error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
    ),
    'says that it is out of order': insteadOfErrors(
      xml`<error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
    ),
  },
  '6/says-in-utc-when-to-try-again': {
    'says so in local time': triesAgain('2099-12-03T23:42:05'),
    'says so in a time zone': triesAgain('2099-12-03T23:42:05+02:00'),
    'says so in seconds': triesAgain('86400'),
    'names a time that is over': triesAgain('2017-12-03T23:42:05Z'),
    'leaves the time out': triesAgain(undefined),
  },
})

export const amends = amendsFor(xep0363, {
  '6/refuses-a-malformed-request': {
    'reads digits and nothing else': mishears({ name: 'iq', type: 'get' }, (iq) =>
      /^(0x10|1e3)$/.test(iq.child('request')?.attrs['size'] ?? '')
        ? [iq.withChildren(iq.elements().map((request) => request.withAttrs({ size: 'ten' })))]
        : undefined,
    ),
  },
})

function granted(iq: Element): Element {
  return new Element('iq', NS.client, { ...iq.attrs, type: 'result' }, [
    xml`<slot xmlns='urn:xmpp:http:upload:0'><put url='https://a/b'/><get url='https://a/b'/></slot>`,
  ])
}

function insteadOfErrors(error: Element): Lie {
  return rewrites({ name: 'iq', type: 'error' }, (iq) => [iq.withChildren([error])])
}

/** Adds a time to try again to each error. */
function triesAgain(stamp: string | undefined): Lie {
  const hint = new Element('retry', 'urn:xmpp:http:upload:0', stamp === undefined ? {} : { stamp })
  return rewrites({ name: 'iq', type: 'error' }, (iq) => [
    iq.withChildren(
      iq
        .elements()
        .map((child) => (child.name === 'error' ? child.withChildren([...child.children, hint]) : child)),
    ),
  ])
}
