import { amendsFor, type Element, type Lie, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames } from './room-lies.ts'

const said = { name: 'message', type: 'groupchat' }

/** Tells every other client what it refuses to reflect. */
const reflectsAnyway: Lie = rewrites({ name: 'message', type: 'error' }, (refusal, link) => {
  const body = refusal.child('body')
  const message = refusal.withChildren(body === undefined ? [] : [body]).withAttrs({ type: 'groupchat' })
  for (const other of link.all) if (other !== link) other.tellClient(message.withAttrs({ to: other.jid }))
  return undefined
})

const withoutFeature = (from: RegExp): Lie =>
  rewrites({ name: 'iq', type: 'result', from }, (iq) => {
    const query = iq.child('query', 'http://jabber.org/protocol/disco#info')
    if (query === undefined) return undefined
    const kept = query.elements().filter(({ attrs }) => attrs['var']?.endsWith('#stable_id') !== true)
    return [iq.withChildren([query.withChildren(kept)])]
  })

const isFence = (message: Element) => message.id?.startsWith('fence') === true

export const lies = liesAbout(xep0045, {
  '7.4/reflects-messages': {
    'leaves the speaker out': rewrites({ ...said, to: /^juliet/ }, (message) =>
      message.from?.endsWith('/juliet') === true && !isFence(message) ? [] : undefined,
    ),
    'reflects in the name of the room': rewrites({ ...said, from: /\/juliet$/ }, (message) => [
      message.withAttrs({ from: message.from?.replace(/\/.*/, '') }),
    ]),
    'reflects twice': rewrites({ ...said, from: /\/juliet$/ }, (message) => [message, message]),
    'shows who is behind the nickname': rewrites({ ...said, from: /\/juliet$/ }, (message, link) => {
      const juliet = link.all.find(({ jid }) => jid?.startsWith('juliet'))
      return [message.withAttrs({ from: juliet?.jid })]
    }),
  },
  '7.4/keeps-the-id': {
    'gives ids of its own': rewrites({ ...said, id: 'wherefore' }, (message) => [
      message.withAttrs({ id: `${message.id}-1` }),
    ]),
    'leaves the id out': rewrites({ ...said, id: 'wherefore' }, (message) => [
      message.withAttrs({ id: undefined }),
    ]),
  },
  '7.4/says-that-ids-are-kept': {
    'says it of the service alone': withoutFeature(/@/),
    'says it of rooms alone': withoutFeature(/^[^@]*$/),
  },
  '7.4/visitors-have-no-voice': {
    'says nothing to the visitor': withholds({ name: 'message', type: 'error' }),
    'reflects it nevertheless': reflectsAnyway,
    'takes the visitor for one who is not inside': blames('not-acceptable'),
  },
  '7.4/refuses-who-is-not-inside': {
    'lets anyone speak': reflectsAnyway,
    'drops it without a word': mishears(said, (message, link) =>
      link.jid?.startsWith('mercutio') === true && !isFence(message) ? [] : undefined,
    ),
  },
})

export const amends = amendsFor(xep0045, {
  '7.4/says-that-ids-are-kept': {
    'says it at the service, too': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', NS.discoInfo)
      const feature = xml`<feature xmlns='${NS.discoInfo}' var='http://jabber.org/protocol/muc#stable_id'/>`
      return query && [iq.withChildren([query.withChildren([...query.children, feature])])]
    }),
  },
})
