import { Element, type Lie, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

const note = { name: 'message', type: 'chat' }
const answer = { name: 'iq', type: /^(result|error)$/, id: /^ts-/ }

/** Says something to a client that sends an answer to nothing. */
function answersAnswers(what: (answer: Element) => Element): Lie {
  return () => ({
    toServer: (part, link) => {
      if (part.kind === 'element' && /^(result|error)$/.test(part.element.type ?? '')) {
        link.tellClient(what(part.element))
      }
      return undefined
    },
  })
}

export const lies = liesAbout(rfc6120, {
  '10.3.1/message-goes-to-the-own-account': {
    'has nobody to deliver to': withholds(note),
    'asks for whom it is': rewrites(note, (message) => [
      message
        .withAttrs({ type: 'error' })
        .withChildren([
          xml`<error type='modify'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
        ]),
    ]),
  },
  '10.3.2/presence-goes-to-subscribers': {
    'broadcasts only that somebody is there': rewrites(xml`<presence><show>dnd</show></presence>`, () => []),
    'broadcasts to everybody': mishears(xml`<presence><show>dnd</show></presence>`, (presence, link) => {
      for (const other of link.all) {
        if (other !== link) other.tellClient(presence.withAttrs({ from: link.jid }))
      }
      return undefined
    }),
  },
  '10.3.3/handles-a-request-for-the-account': {
    'has a roster for nobody': rewrites(
      xml`<iq type='result'><query xmlns='jabber:iq:roster'/></iq>`,
      (iq) => [iq.withChildren([new Element('query', 'jabber:iq:roster')])],
    ),
  },
  '10.3.3/refuses-an-unknown-request': {
    'says that it has not been implemented': rewrites({ ...answer, type: 'error' }, (iq) => [
      iq.withChildren([
        new Element('error', NS.client, { type: 'cancel' }, [
          new Element('feature-not-implemented', NS.stanzaErrors),
        ]),
      ]),
    ]),
    'does as if it had understood': rewrites({ ...answer, type: 'error' }, (iq) => [
      iq.withAttrs({ type: 'result' }).withChildren([]),
    ]),
  },
  '10.3.3/ignores-an-answer-to-nothing': {
    'refuses an answer that nobody waits for': answersAnswers(
      ({ id = '' }) =>
        xml`<iq type='error' id='${id}'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
    ),
    'reports by a message that nobody waits for it': answersAnswers(
      () => xml`<message><body>There was no such request</body></message>`,
    ),
  },
})
