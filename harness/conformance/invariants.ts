/**
 * What must hold of everything a server sends, whatever a verification is about. Each invariant is a
 * requirement of RFC 6120 with a verification and lies of its own; here it is held against every
 * stream that any verification opens.
 */
import { type Element, NS } from '../core/element.ts'
import { stanzaErrorConditions } from '../core/error-conditions.ts'
import { bareJid } from '../core/jid.ts'
import { stanzaErrorTypes } from '../match/stanza-error.ts'
import { describe, type StreamEvent, type WireStream } from '../wire/stream.ts'

export interface Violation {
  /** Full id of the requirement that is broken. */
  readonly requirement: string
  readonly message: string
}

export const invariantIds = {
  wellFormed: 'rfc6120/11.3/server-sends-well-formed-xml',
  addressed: 'rfc6120/8.1.1.1/delivers-to-the-addressee-alone',
  iqSyntax: 'rfc6120/8.2.3/iq-has-id-and-known-type',
  iqAnswered: 'rfc6120/8.2.3/answers-a-request-once-with-its-id',
  errorSyntax: 'rfc6120/8.3.2/error-has-type-and-one-condition',
  closesAfterError: 'rfc6120/4.9.1.1/closes-after-a-stream-error',
} as const

const IQ_TYPES = ['get', 'set', 'result', 'error']

/** Every invariant that the events of a stream break, in order. */
export function violations(stream: WireStream): Violation[] {
  const found: Violation[] = []
  const broken = (requirement: string, expected: string, event: StreamEvent) =>
    found.push({ requirement, message: `expected  ${expected}\nheard     ${stream.name} ${describe(event)}` })
  const answered = new Map<string, number>()
  let jid: string | undefined
  let failed = false
  let proceeding = false

  for (const event of stream.events) {
    if (event.kind === 'header') proceeding = false
    // Between <proceed/> and the next header a server speaks TLS, even to a client that does not.
    if (event.kind === 'malformed' && !proceeding) {
      broken(invariantIds.wellFormed, 'well-formed XML, as RFC 6120 §11 allows it', event)
    }
    if (event.kind !== 'element') continue
    if (failed)
      broken(invariantIds.closesAfterError, 'nothing but the end of the stream after a stream error', event)
    const { element } = event
    if (element.is('error', NS.streams)) failed = true
    if (element.is('proceed', NS.tls)) proceeding = true
    if (!element.isStanza) continue
    jid = boundJid(element) ?? jid
    if (jid !== undefined && element.to !== undefined && !sameAccount(element.to, jid)) {
      broken(invariantIds.addressed, `stanzas to ${bareJid(jid)}, with or without a resource`, event)
    }
    if (element.name === 'iq') {
      if (element.id === undefined || !IQ_TYPES.includes(element.type ?? '')) {
        broken(invariantIds.iqSyntax, 'an iq with an id and one of the four types', event)
      } else if (element.type === 'result' || element.type === 'error') {
        const answers = (answered.get(element.id) ?? 0) + 1
        answered.set(element.id, answers)
        if (answers > (stream.asked.get(element.id) ?? 0)) {
          broken(invariantIds.iqAnswered, 'an answer only to an iq that was sent, and one answer', event)
        }
      }
    }
    if (element.type === 'error' && !hasProperError(element)) {
      broken(
        invariantIds.errorSyntax,
        'an <error/> with a known type and exactly one defined condition',
        event,
      )
    }
  }
  return found
}

function boundJid(element: Element): string | undefined {
  return element.child('bind', NS.bind)?.child('jid', NS.bind)?.text()
}

/**
 * Whatever the resource: what is sent to one that is gone comes to another with its address unchanged
 * (RFC 6120 §8.1.1.1). Whatever the case and width: the address is in the sender's spelling (RFC 7622 §3.3).
 */
function sameAccount(to: string, jid: string): boolean {
  const prepared = (address: string) => bareJid(address).normalize('NFKC').toLowerCase()
  return prepared(to) === prepared(jid)
}

function hasProperError(stanza: Element): boolean {
  const errors = stanza.childrenNamed('error', stanza.ns)
  const conditions = errors.flatMap((error) =>
    error.elements().filter((child) => child.ns === NS.stanzaErrors && child.name !== 'text'),
  )
  const [error] = errors
  const [condition] = conditions
  return (
    error !== undefined &&
    errors.length === 1 &&
    condition !== undefined &&
    conditions.length === 1 &&
    stanzaErrorTypes.includes(error.type ?? '') &&
    stanzaErrorConditions.includes(condition.name)
  )
}
