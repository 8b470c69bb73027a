import { amendsFor, type Element, type Link, liesAbout, rewrites, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changeQuery, changesItems, notesApprovals, push, refusal, roster } from './roster-lies.ts'

export const lies = liesAbout(rfc6121, {
  '2.1.1/ver-comes-from-the-server': {
    'takes over the version that a client names': () => {
      let ver: string | undefined
      return {
        toServer: (part) => {
          if (part.kind === 'element') ver = part.element.child('query')?.attrs['ver'] ?? ver
          return undefined
        },
        toClient: (part) =>
          part.kind === 'element' && ver !== undefined
            ? changeQuery(part.element, (query) => query.withAttrs({ ver }))
            : undefined,
      }
    },
  },
  '2.1.2.1/tells-of-pre-approval': {
    'keeps pre-approvals to itself': changesItems((item) => item.withAttrs({ approved: undefined })),
  },
  '2.1.2.2/tells-of-pending-out': {
    'keeps requests without an answer to itself': changesItems((item) => item.withAttrs({ ask: undefined })),
  },
  '2.1.2.3/every-item-has-a-jid': {
    'accepts an item without a jid': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      xml`<iq type='result' id='${iq.id ?? ''}'/>`,
    ]),
    'pushes such an item before it refuses it': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      xml`<iq type='set' id='p'><query xmlns='jabber:iq:roster'><item jid='' name='Nobody'/></query></iq>`,
      iq,
    ]),
    'leaves the jid out when there is a handle': changesItems((item) => item.withAttrs({ jid: undefined })),
  },
  '2.1.2.5/heeds-no-subscription-but-remove': {
    'believes a client': () => {
      let subscription: string | undefined
      return {
        toServer: (part) => {
          if (part.kind === 'element')
            subscription = part.element.child('query')?.child('item')?.attrs['subscription'] ?? subscription
          return undefined
        },
        toClient: (part) =>
          part.kind === 'element' && subscription !== undefined
            ? changeQuery(part.element, (query) =>
                query.withChildren(query.elements().map((item) => item.withAttrs({ subscription }))),
              )
            : undefined,
      }
    },
    'refuses the whole set': rewrites({ name: 'iq', type: 'result', id: /^ts-/ }, (iq) =>
      iq.children.length === 0 ? [refusal(iq.id, 'modify', 'bad-request')] : undefined,
    ),
  },
  '2.1.4/empty-roster-is-a-result': {
    'finds no roster where nobody is in it': rewrites(roster, (iq) => [
      refusal(iq.id, 'cancel', 'item-not-found'),
    ]),
    'answers with an empty stanza': rewrites(roster, (iq) => [iq.withChildren([])]),
    'lists the user himself': rewrites(roster, (iq, link) =>
      changeQuery(iq, (query) =>
        query.withChildren([xml`<item xmlns='jabber:iq:roster' jid='${bare(link)}'/>`]),
      ),
    ),
  },
  '2.1.6/push-holds-one-item': {
    'pushes everything that has changed since the login': () => {
      const changed: Element[] = []
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || part.element.type !== 'set') return
          changed.push(...(part.element.child('query')?.elements() ?? []))
          return changeQuery(part.element, (query) => query.withChildren(changed))
        },
      }
    },
  },
  '2.1.6/push-comes-from-the-own-account': {
    'stamps pushes with its own name': rewrites(push, (iq, link) => [
      iq.withAttrs({ from: bare(link).split('@')[1] }),
    ]),
    'stamps pushes with the resource that made the change': rewrites(push, (iq, link) => [
      iq.withAttrs({ from: link.all[0]?.jid }),
    ]),
  },
  '2.1.6/heeds-no-error-to-a-push': {
    'pushes nothing more to a client that refused once': () => {
      const refused = new Set<Link>()
      return {
        toServer: (part, link) => {
          if (part.kind === 'element' && part.element.is('iq') && part.element.type === 'error')
            refused.add(link)
          return undefined
        },
        toClient: (part, link) =>
          part.kind === 'element' && part.element.type === 'set' && refused.has(link) ? [] : undefined,
      }
    },
    'answers an error with an error': () => ({
      toServer: (part, link) => {
        if (part.kind === 'element' && part.element.is('iq') && part.element.type === 'error')
          link.tellClient(part.element.withAttrs({ from: bare(link) }))
        return undefined
      },
    }),
    'takes the change back': () => {
      let refused: string | undefined
      return {
        toServer: (part) => {
          if (part.kind === 'element' && part.element.type === 'error') refused = 'juliet@example.org'
          return undefined
        },
        toClient: (part) =>
          part.kind === 'element' && part.element.type === 'result' && refused !== undefined
            ? changeQuery(part.element, (query) =>
                query.withChildren(query.elements().filter((item) => item.attrs['jid'] !== refused)),
              )
            : undefined,
      }
    },
  },
})

export const amends = amendsFor(rfc6121, {
  '2.1.2.1/tells-of-pre-approval': { 'says in the item whom the user has approved': notesApprovals },
})

function bare(link: Link): string {
  return link.jid?.split('/')[0] ?? ''
}
