/** What servers get wrong about stream errors (RFC 6120 §4.9), whatever has provoked them. */
import { Element, NS } from '../core/element.ts'
import { xml } from '../wire/xml.ts'
import { type Lie, type Link, type Part, rewrites } from './lie.ts'

const streamError = { name: 'error', ns: NS.streams }

/** Ends a client's stream in the way of RFC 6120 §4.9.1.1. */
export function closeStream(link: Link, condition: string): void {
  link.tellClient(
    new Element('error', NS.streams, {}, [new Element(condition, NS.streamErrors)]),
    '</stream:stream>',
  )
  link.hangUp()
}

/** The server closes the stream with this condition, whatever was wrong. */
export function closesWith(condition: string): Lie {
  return rewrites(streamError, () => [
    `<stream:error><${condition} xmlns='${NS.streamErrors}'/></stream:error>`,
  ])
}

/** The server says its stream error in another way. */
export function misstatesError(instead: (error: Element) => string): Lie {
  return rewrites(streamError, (error) => [instead(error)])
}

/** Where it owes the end of the stream, the server answers by a stanza error and carries on. */
export const carriesOn: Lie = () => ({
  toClient: (part) => {
    if (isStreamError(part)) {
      return [
        xml`<message type='error'><error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      ]
    }
    return part.kind === 'close' || part.kind === 'end' ? [] : undefined
  },
})

/** The server ends the connection without having said why. */
export const hangsUp: Lie = () => ({
  toClient: (part, link) => {
    if (isStreamError(part)) {
      link.hangUp()
      return []
    }
    return part.kind === 'close' ? [] : undefined
  },
})

function isStreamError(part: Part): boolean {
  return part.kind === 'element' && part.element.is('error', NS.streams)
}
