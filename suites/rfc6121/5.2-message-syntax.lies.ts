import { Element, type Instead, type Lie, type Link, liesAbout, mishears, rewrites, xml } from '#lies'
import { errorFor, loses, scatters } from './delivery-lies.ts'
import { rfc6121 } from './requirements.ts'

/** What a server does with a message whose type is absent or not defined. */
const treatsOthers = (instead: (message: Element, link: Link) => Instead): Lie =>
  mishears({ name: 'message' }, (message, link) =>
    message.type === undefined || message.type === 'serenade' ? instead(message, link) : undefined,
  )

export const lies = liesAbout(rfc6121, {
  '5.2.2/headline-is-delivered': { 'loses headlines': loses('headline') },
  '5.2.2/headline-goes-nowhere-else': { 'takes it to another resource': scatters('headline') },
  '5.2.2/anything-else-is-normal': {
    'drops what has no known type': treatsOthers(() => []),
    'refuses what has no known type': treatsOthers((message, link) => {
      link.tellClient(errorFor(message, link, 'bad-request'))
      return []
    }),
    'takes it for a headline': treatsOthers((message) => [message.withAttrs({ type: 'headline' })]),
  },
  '5.2.3/keeps-every-language': {
    'delivers the first body alone': rewrites(xml`<message><body xml:lang='cs'/></message>`, (message) => [
      message.withChildren(message.elements().filter((child) => child.attrs['xml:lang'] === undefined)),
    ]),
  },
  '5.2.5/keeps-the-thread': {
    'tidies the thread': rewrites(xml`<message><thread/></message>`, (message) => [
      message.withChildren(
        message
          .elements()
          .map((child) =>
            child.name === 'thread'
              ? new Element('thread', child.ns, child.attrs, [child.text().trim()])
              : child,
          ),
      ),
    ]),
  },
})
