import { type Element, NS } from '../core/element.ts'
import { stanzaError, streamErrorCondition } from '../match/stanza-error.ts'
import type { WireStream } from '../wire/stream.ts'

/**
 * The conditions of all errors that came on these streams, each once: `stream/host-unknown`, `stanza/forbidden`,
 * `sasl/aborted`.
 */
export function errorsHeard(streams: readonly Pick<WireStream, 'events'>[]): readonly string[] {
  const heard = streams.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === 'element' ? (errorIn(event.element) ?? []) : [])),
  )
  return [...new Set(heard)].toSorted()
}

function errorIn(element: Element): string | undefined {
  const stream = streamErrorCondition(element)
  if (stream !== undefined) return `stream/${stream}`
  if (element.is('failure', NS.sasl)) {
    const condition = element.elements().find(({ name }) => name !== 'text')
    return condition && `sasl/${condition.name}`
  }
  const stanza = stanzaError(element)
  return stanza && `stanza/${stanza.condition}`
}
