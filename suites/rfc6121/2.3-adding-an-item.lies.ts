import {
  type Amend,
  amendsFor,
  type Element,
  type Lie,
  liesAbout,
  mishears,
  rewrites,
  withholds,
  xml,
} from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesItems, changesQueries, push, refusal } from './roster-lies.ts'

const done = { name: 'iq', type: 'result', id: /^ts-/ }

export const lies = liesAbout(rfc6121, {
  '2.3.2/creates-the-item': {
    'keeps items in memory, where the roster get does not look': changesQueries('result', (query) =>
      query.withChildren([]),
    ),
    'stores no handle for a contact who is asked for a subscription': changesItems((item) =>
      item.attrs['ask'] === undefined ? item : item.withAttrs({ name: undefined }),
    ),
  },
  '2.3.2/answers-the-one-who-set': {
    'takes the push for an answer': rewrites(done, (iq) => (iq.children.length === 0 ? [] : undefined)),
  },
  '2.3.2/pushes-the-new-item': {
    'pushes to everyone but the one who set': () => {
      let origin: unknown
      return {
        toServer: (part, link) => {
          if (part.kind === 'element' && link.jid !== undefined && part.element.type === 'set') origin = link
          return undefined
        },
        toClient: (part, link) =>
          part.kind === 'element' && link === origin && part.element.type === 'set' ? [] : undefined,
      }
    },
    'pushes the address alone': changesQueries('set', (query) =>
      query.withChildren(
        query.elements().map((item) => item.withAttrs({ name: undefined }).withChildren([])),
      ),
    ),
    'pushes nothing': withholds(push),
  },
  '2.3.3/answers-failure-with-an-error': {
    'answers with success whatever came': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      xml`<iq type='result' id='${iq.id ?? ''}'/>`,
    ]),
    'does not answer': withholds({ name: 'iq', type: 'error' }),
  },
  '2.3.3/forbids-strangers-to-set': {
    'says that it has no such service': refuses('cancel', 'service-unavailable'),
    'says that it has done so': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      xml`<iq type='result' id='${iq.id ?? ''}' from='${iq.from ?? ''}'/>`,
    ]),
  },
  '2.3.3/refuses-two-items': {
    'takes the first and forgets the second': hears((query) =>
      query.withChildren(query.elements().slice(0, 1)),
    ),
    'asks the client to wait': refuses('wait', 'resource-constraint'),
  },
  '2.3.3/refuses-duplicate-groups': {
    'keeps the group once': hears((query) =>
      query.withChildren(query.elements().map((item) => item.withChildren(item.elements().slice(0, 1)))),
    ),
  },
  '2.3.3/refuses-an-empty-group': {
    'leaves the empty group out': hears((query) =>
      query.withChildren(query.elements().map((item) => item.withChildren(item.elements().slice(0, 1)))),
    ),
  },
  '2.3.3/refuses-what-is-too-long': {
    'cuts what is longer than a column of its table': changesItems((item) =>
      item
        .withAttrs({ name: item.attrs['name']?.slice(0, 255) })
        .withChildren(item.elements().map((group) => group.withChildren([group.text().slice(0, 255)]))),
    ),
    'calls it a policy': rewrites(done, (iq) =>
      iq.children.length === 0 ? [refusal(iq.id, 'wait', 'policy-violation')] : undefined,
    ),
  },
})

export const amends = amendsFor(rfc6121, {
  '2.3.3/forbids-strangers-to-set': {
    'forbids what concerns another account': rewrites(
      { name: 'iq', type: 'error', from: /@/ },
      ({ id, from }) => [refusal(id, 'auth', 'forbidden').withAttrs({ from })],
    ),
  },
  '2.3.3/refuses-duplicate-groups': {
    'looks for groups that it has read already': looksAtGroups('bad-request', (groups) =>
      groups.some((group, index) => groups.indexOf(group) < index),
    ),
  },
  '2.3.3/refuses-an-empty-group': {
    'looks for groups without a name': looksAtGroups('not-acceptable', (groups) => groups.includes('')),
  },
})

/** Refuses with another error than it should. */
function refuses(type: string, condition: string): Lie {
  return rewrites({ name: 'iq', type: 'error' }, (iq) => [refusal(iq.id, type, condition)])
}

/** The server goes by another query than the client sent. */
function hears(change: (query: Element) => Element): Lie {
  return () => ({
    toServer: (part) => {
      const query = part.kind === 'element' && part.element.type === 'set' && part.element.child('query')
      return query ? [part.element.withChildren([change(query)])] : undefined
    },
  })
}

/** The server refuses a roster set by the groups of its items. */
function looksAtGroups(condition: string, wrong: (groups: readonly string[]) => boolean): Amend {
  return mishears({ name: 'iq', type: 'set' }, (iq, link) => {
    const items = iq.child('query', 'jabber:iq:roster')?.elements() ?? []
    const groups = items.flatMap((item) => item.childrenNamed('group').map((group) => group.text()))
    if (!wrong(groups)) return undefined
    link.tellClient(refusal(iq.id, 'modify', condition))
    return []
  })
}
