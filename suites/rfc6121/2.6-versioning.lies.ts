import { type Element, type Lie, type Link, liesAbout, rewrites, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changeQuery, changesQueries, push, roster } from './roster-lies.ts'

export const lies = liesAbout(rfc6121, {
  '2.6.1/advertises-versioning': {
    'leaves the feature out': rewrites({ name: 'features' }, (features) => [
      features.withChildren(features.elements().filter(({ name }) => name !== 'ver')),
    ]),
    'advertises it under another name': rewrites({ name: 'features' }, (features) => [
      features.withChildren([
        ...features.elements().filter(({ name }) => name !== 'ver'),
        xml`<ver xmlns='urn:xmpp:features:roster-versioning'/>`,
      ]),
    ]),
  },
  '2.6.3/complete-roster-or-empty-result': {
    'sends only what was added last': changesQueries('result', (query) =>
      query.withChildren(query.elements().slice(0, 1)),
    ),
    'answers any version with an empty result': answersVersions((iq) => iq.withChildren([])),
    'answers an empty roster where nothing has changed': answersVersions((iq) =>
      iq.withChildren([xml`<query xmlns='jabber:iq:roster'/>`]),
    ),
    'pushes what the client knows already': answersVersions(
      (iq) => iq,
      xml`
      <iq type='set' id='interim'>
        <query xmlns='jabber:iq:roster'><item jid='juliet@example.org' subscription='none'/></query>
      </iq>`,
    ),
  },
  '2.6.3/spares-a-roster-that-is-known': {
    'does not look at the version': () => {
      let complete: Element | undefined
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || part.element.type !== 'result') return
          complete = part.element.child('query', 'jabber:iq:roster') ?? complete
          return complete !== undefined &&
            part.element.elements().length === 0 &&
            part.element.id?.startsWith('ts-')
            ? [part.element.withChildren([complete])]
            : undefined
        },
      }
    },
  },
  '2.6.3/brings-the-client-up-to-date': {
    'says that nothing has changed': answersVersions((iq) => iq.withChildren([])),
    'does not tell of removals': answersVersions(
      (iq) => iq.withChildren([]),
      xml`
      <iq type='set' id='interim-1'>
        <query xmlns='jabber:iq:roster'><item jid='juliet@example.org' name='Montague'/></query>
      </iq>`,
      xml`
      <iq type='set' id='interim-2'>
        <query xmlns='jabber:iq:roster'><item jid='friar@example.org'/></query>
      </iq>`,
    ),
  },
  '2.6.3/pushes-carry-the-version': {
    'pushes without a version': rewrites(push, (iq) =>
      changeQuery(iq, (query) => query.withAttrs({ ver: undefined })),
    ),
    'pushes the version before the change': () => {
      let before = '0'
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || part.element.type !== 'set') return
          const ver = before
          before = part.element.child('query')?.attrs['ver'] ?? before
          return changeQuery(part.element, (query) => query.withAttrs({ ver }))
        },
      }
    },
  },
  '2.6.3/pushes-in-order-with-versions-of-their-own': {
    'pushes the same version twice': () => {
      let count = 0
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || part.element.type !== 'set') return
          count += 1
          return changeQuery(part.element, (query) => query.withAttrs({ ver: String(Math.ceil(count / 2)) }))
        },
      }
    },
    'lets the second push overtake the first': () => {
      const first = new Map<Link, Element>()
      return {
        toClient: (part, link) => {
          if (part.kind !== 'element' || part.element.type !== 'set') return
          const late = first.get(link)
          if (late === undefined) {
            first.set(link, part.element)
            return []
          }
          if (late.id === undefined) return
          first.set(link, late.withAttrs({ id: undefined }))
          return [part.element, late]
        },
      }
    },
  },
  '2.6.3/versions-for-clients-that-never-asked': {
    'puts no version on a result that was asked for without one': rewrites(roster, (iq) =>
      changeQuery(iq, (query) => query.withAttrs({ ver: undefined })),
    ),
    'puts no version on pushes to clients that named none': rewrites(push, (iq) =>
      changeQuery(iq, (query) => query.withAttrs({ ver: undefined })),
    ),
  },
})

/** Answers a roster get that names a version with something else, and pushes thereafter. */
function answersVersions(change: (iq: Element) => Element, ...pushes: readonly Element[]): Lie {
  return () => {
    const asked = new Set<string | undefined>()
    return {
      toServer: (part) => {
        const ver = part.kind === 'element' && part.element.child('query')?.attrs['ver']
        if (part.kind === 'element' && typeof ver === 'string') asked.add(part.element.id)
        return undefined
      },
      toClient: (part) =>
        part.kind === 'element' && part.element.type === 'result' && asked.has(part.element.id)
          ? [change(part.element), ...pushes]
          : undefined,
    }
  }
}
