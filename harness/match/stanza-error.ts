import { type Element, NS } from '../core/element.ts'

/** The 22 defined conditions of stanza errors (RFC 6120 §8.3.3), `payment-required` of RFC 3920 not among them. */
export const stanzaErrorConditions: readonly string[] = [
  'bad-request',
  'conflict',
  'feature-not-implemented',
  'forbidden',
  'gone',
  'internal-server-error',
  'item-not-found',
  'jid-malformed',
  'not-acceptable',
  'not-allowed',
  'not-authorized',
  'policy-violation',
  'recipient-unavailable',
  'redirect',
  'registration-required',
  'remote-server-not-found',
  'remote-server-timeout',
  'resource-constraint',
  'service-unavailable',
  'subscription-required',
  'undefined-condition',
  'unexpected-request',
]

export const stanzaErrorTypes: readonly string[] = ['auth', 'cancel', 'continue', 'modify', 'wait']

export interface StanzaError {
  readonly type: string
  readonly condition: string
  readonly text: string | undefined
}

/** Type and defined condition of an error stanza (RFC 6120 §8.3.2); undefined for anything else. */
export function stanzaError(stanza: Element): StanzaError | undefined {
  const error = stanza.type === 'error' ? stanza.child('error', stanza.ns) : undefined
  const condition = error?.elements().find((child) => child.ns === NS.stanzaErrors && child.name !== 'text')
  if (error === undefined || condition === undefined) return undefined
  return {
    type: error.type ?? '',
    condition: condition.name,
    text: error.child('text', NS.stanzaErrors)?.text(),
  }
}

/** The 25 defined conditions of stream errors (RFC 6120 §4.9.3). */
export const streamErrorConditions: readonly string[] = [
  'bad-format',
  'bad-namespace-prefix',
  'conflict',
  'connection-timeout',
  'host-gone',
  'host-unknown',
  'improper-addressing',
  'internal-server-error',
  'invalid-from',
  'invalid-namespace',
  'invalid-xml',
  'not-authorized',
  'not-well-formed',
  'policy-violation',
  'remote-connection-failed',
  'reset',
  'resource-constraint',
  'restricted-xml',
  'see-other-host',
  'system-shutdown',
  'undefined-condition',
  'unsupported-encoding',
  'unsupported-feature',
  'unsupported-stanza-type',
  'unsupported-version',
]

/** The condition of a stream error (RFC 6120 §4.9.2); undefined for any other element. */
export function streamErrorCondition(element: Element): string | undefined {
  if (!element.is('error', NS.streams)) return undefined
  return element.elements().find((child) => child.ns === NS.streamErrors && child.name !== 'text')?.name
}
