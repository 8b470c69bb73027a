import { expect, test } from 'vitest'
import type { Element } from '../core/element.ts'
import { xml } from '../wire/xml.ts'
import { errorsHeard } from './errors-heard.ts'

const stream = (...elements: readonly Element[]) => ({
  events: elements.map((element) => ({ kind: 'element', at: 0, element, raw: '' }) as const),
})

test('names each condition once, by the kind of the error', () => {
  const forbidden = xml`
    <iq type='error'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`
  const heard = errorsHeard([
    stream(forbidden, xml`<message type='error'/>`, forbidden),
    stream(
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><text>No</text><aborted/></failure>`,
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
      xml`
        <error xmlns='http://etherx.jabber.org/streams'>
          <host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>
        </error>`,
    ),
  ])
  expect(heard).toEqual(['sasl/aborted', 'stanza/forbidden', 'stream/host-unknown'])
})
