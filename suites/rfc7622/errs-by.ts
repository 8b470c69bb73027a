/** What lies about addresses have in common: servers that take an address for what it is not. */
import { Element, type Lie, NS, rewrites } from '#lies'

/** Answers by this error whatever a verification has sent. */
export function errsBy(condition: string, type: string): Lie {
  return rewrites(
    { name: /^(message|presence|iq)$/, id: /^ts-/, to: /./, type: /^(result|error)$/ },
    (stanza, link) =>
      stanza.child('query', NS.roster) === undefined
        ? [
            stanza
              .withAttrs({ type: 'error', to: link.jid })
              .withChildren([
                new Element('error', NS.client, { type }, [new Element(condition, NS.stanzaErrors)]),
              ]),
          ]
        : undefined,
  )
}
