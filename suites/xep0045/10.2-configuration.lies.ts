import { amendsFor, type Element, liesAbout, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, changesExtension, confirmsAnything, omitsStatus, withExtension } from './room-lies.ts'

const exit = { name: 'presence', type: 'unavailable', from: /\/juliet$/ }

const isNotice = (message: Element) =>
  message.child('x', 'http://jabber.org/protocol/muc#user')?.child('status') !== undefined

const tellsOnlyModerators = rewrites({ name: 'message', to: /^juliet/ }, (message) =>
  isNotice(message) ? [] : undefined,
)

export const lies = liesAbout(xep0045, {
  '10.2/owners-alone-configure': {
    'lets anyone configure': confirmsAnything,
    'says that it is not allowed': blames('not-allowed'),
  },
  '10.2/form-holds-what-is-set': {
    'gives an empty form each time': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', 'http://jabber.org/protocol/muc#owner')
      const form = query?.child('x', 'jabber:x:data')
      if (query === undefined || form === undefined) return undefined
      const blank = form.elements().map((child) => (child.name === 'field' ? child.withChildren([]) : child))
      return [iq.withChildren([query.withChildren([form.withChildren(blank)])])]
    }),
  },
  '10.2/cancelling-changes-nothing': {
    'goes back to its defaults': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', 'http://jabber.org/protocol/disco#info')
      if (query === undefined) return undefined
      const changed = query
        .elements()
        .map((child) => (child.name === 'identity' ? child.withAttrs({ name: 'room' }) : child))
      return [iq.withChildren([query.withChildren(changed)])]
    }),
  },
  '10.2/removes-non-members': {
    'lets everyone stay': withholds(exit),
    'lets it look like an exit': omitsStatus('322', exit),
    'tells only moderators': withholds({ ...exit, to: /^mercutio/ }),
  },
  '10.2.1/tells-of-privacy': {
    'tells only moderators': tellsOnlyModerators,
    'says only that something has changed': rewrites({ name: 'message' }, (message) => {
      const x = message.child('x', 'http://jabber.org/protocol/muc#user')
      const [status] = x?.childrenNamed('status') ?? []
      if (x === undefined || status === undefined) return undefined
      return [message.withChildren([x.withChildren([status.withAttrs({ code: '104' })])])]
    }),
  },
  '10.2.1/tells-of-other-changes': {
    'tells only moderators': tellsOnlyModerators,
  },
  '10.2.1/tells-of-logging': {
    'tells only moderators': tellsOnlyModerators,
    'keeps it to itself': rewrites({ name: 'message' }, (message) => (isNotice(message) ? [] : undefined)),
    'mistakes the beginning for the end': changesExtension({ name: 'message' }, (x) =>
      x.withChildren(x.elements().map((status) => status.withAttrs({ code: '172' }))),
    ),
  },
})

export const amends = amendsFor(xep0045, {
  '10.2/removes-non-members': {
    'tells those who remain, too': rewrites({ ...exit, to: /^juliet/ }, (presence, link) => {
      for (const other of link.all) {
        if (other !== link && other.jid !== undefined) {
          const told = withExtension(presence, (x) =>
            x.withChildren(x.elements().filter(({ attrs }) => attrs['code'] !== '110')),
          )
          other.tellClient(
            ...(told ?? []).flatMap((said) =>
              typeof said === 'string' ? [] : [said.withAttrs({ to: other.jid })],
            ),
          )
        }
      }
      return undefined
    }),
  },
})
