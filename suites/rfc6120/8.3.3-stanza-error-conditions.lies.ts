import { amendsFor, Element, type Lie, liesAbout, NS, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

/** Errs otherwise, whatever the real server had to say. */
function errsBy(condition: string, type: string): Lie {
  return rewrites({ name: /^(message|presence|iq)$/, type: 'error' }, (stanza) => [
    stanza.withChildren([
      new Element('error', NS.client, { type }, [new Element(condition, NS.stanzaErrors)]),
    ]),
  ])
}

export const lies = liesAbout(rfc6120, {
  '8.3.3.1/bad-request-is-to-modify': {
    'gives up on what could be modified': errsBy('bad-request', 'cancel'),
    'does not allow what is malformed': errsBy('not-allowed', 'modify'),
  },
  '8.3.3.2/conflict-is-final': {
    'asks to wait until a name is free': errsBy('conflict', 'wait'),
    'does not say that the name is taken': errsBy('not-acceptable', 'cancel'),
  },
  '8.3.3.4/forbidden-is-a-matter-of-authorization': {
    'treats what is forbidden as final': errsBy('forbidden', 'cancel'),
    'denies everybody what some may do': errsBy('not-allowed', 'cancel'),
  },
  '8.3.3.7/item-not-found-is-final': {
    'asks to wait for an item to turn up': errsBy('item-not-found', 'wait'),
    'has a fault of its own where an item is missing': errsBy('internal-server-error', 'cancel'),
  },
  '8.3.3.8/jid-malformed-is-to-modify': {
    'gives up on an address that could be modified': errsBy('jid-malformed', 'cancel'),
    'looks for who has a malformed address': errsBy('item-not-found', 'cancel'),
  },
  '8.3.3.9/not-acceptable-is-to-modify': {
    'gives up on what could be modified': errsBy('not-acceptable', 'cancel'),
    'forbids what could be modified': errsBy('forbidden', 'auth'),
  },
  '8.3.3.10/not-allowed-is-final': {
    'asks for credentials where none would do': errsBy('not-allowed', 'auth'),
  },
  '8.3.3.11/not-authorized-is-a-matter-of-credentials': {
    'treats missing credentials as final': errsBy('not-authorized', 'cancel'),
    'forbids what a password would open': errsBy('forbidden', 'auth'),
  },
  '8.3.3.15/registration-required-is-a-matter-of-authorization': {
    'treats missing registration as final': errsBy('registration-required', 'cancel'),
    'forbids what registration would open': errsBy('forbidden', 'auth'),
  },
  '8.3.3.16/remote-server-not-found-is-final': {
    'asks to wait for a domain to come into being': errsBy('remote-server-not-found', 'wait'),
  },
  '8.3.3.19/service-unavailable-is-final': {
    'asks to wait for a service to come into being': errsBy('service-unavailable', 'wait'),
    'says that it has not been implemented': errsBy('feature-not-implemented', 'cancel'),
  },
  '8.3.3.19/keeps-availability-to-itself': {
    'says who is not there': errsBy('recipient-unavailable', 'wait'),
    'says who does not exist': errsBy('item-not-found', 'cancel'),
  },
  '8.3.3.21/undefined-only-with-a-condition-of-its-own': {
    'has no names for its errors': errsBy('undefined-condition', 'cancel'),
  },
  '8.3.3.22/unexpected-request-is-to-wait-or-modify': {
    'gives up on a request that comes too early': errsBy('unexpected-request', 'cancel'),
    'calls a request malformed that comes too early': errsBy('bad-request', 'modify'),
  },
})

export const amends = amendsFor(rfc6120, {
  '8.3.3.7/item-not-found-is-final': { 'gives up on an item': errsBy('item-not-found', 'cancel') },
  '8.3.3.9/not-acceptable-is-to-modify': { 'asks to modify': errsBy('not-acceptable', 'modify') },
})
