import { amendsFor, type Element, type Lie, liesAbout, mishears, rewrites, withholds, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, changesExtension } from './room-lies.ts'

/** Changes what an invitation or a decline says. */
const changes = (name: string, change: (child: Element) => Element): Lie =>
  changesExtension({ name: 'message' }, (x) =>
    x.withChildren(x.elements().map((child) => (child.name === name ? change(child) : child))),
  )

const without = (name: string): Lie =>
  changesExtension({ name: 'message' }, (x) =>
    x.withChildren(x.elements().filter((child) => child.name !== name)),
  )

export const lies = liesAbout(xep0045, {
  '7.8.2/names-the-inviter': {
    'does not say who invites': changes('invite', (invite) => invite.withAttrs({ from: undefined })),
    'leaves the reason out': changes('invite', (invite) => invite.withChildren([])),
    'leaves the password out': without('password'),
    'sends it in the name of the inviter': rewrites({ name: 'message', to: /^mercutio/ }, (message) => [
      message.withAttrs({ from: 'romeo@example.org' }),
    ]),
  },
  '7.8.2/only-admins-invite-to-members-only': {
    'lets any member invite': rewrites({ name: 'message', type: 'error' }, (_refusal, link) => {
      const mercutio = link.all.find(({ jid }) => jid?.startsWith('mercutio'))
      mercutio?.tellClient(xml`<message from='verona@muc.example' to='${mercutio.jid ?? ''}'/>`)
      return undefined
    }),
    'drops the invitation without a word': withholds({ name: 'message', type: 'error' }),
    'blames the invitee': blames('registration-required'),
  },
  '7.8.2/passes-the-decline-on': {
    'drops declines': mishears({ name: 'message', to: /^verona/ }, (_message, link) =>
      link.jid?.startsWith('mercutio') === true ? [] : undefined,
    ),
    'does not say who declines': changes('decline', (decline) => decline.withAttrs({ from: undefined })),
    'leaves the reason out': changes('decline', (decline) => decline.withChildren([])),
  },
  '7.8.2/nobody-to-invite': {
    'does not mind': withholds({ type: 'error' }),
    'calls it a service that it lacks': blames('service-unavailable'),
  },
})

export const amends = amendsFor(xep0045, {
  '7.8.2/nobody-to-invite': {
    'knows who is there to invite': mishears({ name: 'message' }, (message, link) => {
      const invited = message.child('x', 'http://jabber.org/protocol/muc#user')?.child('invite')?.attrs['to']
      if (invited?.startsWith('paris') !== true) return undefined
      link.tellClient(xml`
        <message type='error' id='${message.id ?? ''}' from='${message.to ?? ''}'>
          <error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </message>`)
      return []
    }),
  },
})
