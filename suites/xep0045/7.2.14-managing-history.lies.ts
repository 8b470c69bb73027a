import { liesAbout, mishears, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { isHistory } from './room-lies.ts'

const entry = { name: 'presence', to: /\/mercutio$/ }

export const lies = liesAbout(xep0045, {
  '7.2.14/limits-history': {
    'sends all its history to everyone': mishears(entry, (presence) => [
      presence.withChildren([xml`<x xmlns='http://jabber.org/protocol/muc'/>`]),
    ]),
    'sends no history to one who has a wish': rewrites({ name: 'message', to: /^mercutio/ }, (message) =>
      isHistory(message) ? [] : undefined,
    ),
  },
  '7.2.14/history-of-whole-stanzas': {
    'cuts what does not fit': rewrites({ name: 'message', to: /^mercutio/ }, (message) =>
      isHistory(message)
        ? [
            message.withChildren([
              xml`<body>${message.child('body')?.text().slice(0, 100) ?? ''}</body>`,
              ...message.elements().filter(({ name }) => name !== 'body'),
            ]),
          ]
        : undefined,
    ),
    'counts no characters': mishears(entry, (presence) => [
      presence.withChildren([xml`<x xmlns='http://jabber.org/protocol/muc'/>`]),
    ]),
  },
  '7.2.14/keeps-its-own-limit': {
    'sends whatever is asked for': mishears({ name: 'iq', type: 'set', to: /^verona/ }, (iq, link) => {
      const form = iq.child('query', 'http://jabber.org/protocol/muc#owner')?.child('x', 'jabber:x:data')
      const fields = form?.elements() ?? []
      if (form === undefined || fields.length === 0) return undefined
      const kept = fields.filter(({ attrs }) => attrs['var'] !== 'muc#roomconfig_historylength')
      link.tellServer(
        iq.withChildren([
          xml`<query xmlns='http://jabber.org/protocol/muc#owner'>${form.withChildren(kept)}</query>`,
        ]),
      )
      return []
    }),
  },
})
