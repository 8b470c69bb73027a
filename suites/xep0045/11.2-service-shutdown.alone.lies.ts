import { amendsFor, liesAbout, NS, withholds, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { isSelfPresence, omitsStatus } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '11.2/says-that-it-shuts-down': {
    'lets it look like an exit': omitsStatus('332', { type: 'unavailable' }),
    'tells the owner alone': withholds({ name: 'presence', type: 'unavailable', to: /^juliet/ }),
  },
})

export const amends = amendsFor(xep0045, {
  '11.2/says-that-it-shuts-down': {
    'takes everyone out of the room before the stream ends': () => {
      const occupants = new Map<unknown, string>()
      return {
        toClient: (part, link) => {
          if (part.kind !== 'element') return undefined
          const { element } = part
          if (isSelfPresence(element) && element.from !== undefined) occupants.set(link, element.from)
          const occupant = occupants.get(link)
          if (!element.is('error', NS.streams) || occupant === undefined) return undefined
          return [
            xml`<presence type='unavailable' from='${occupant}' to='${link.jid ?? ''}'>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='none' role='none'/><status code='110'/><status code='332'/>
              </x>
            </presence>`,
            element,
          ]
        },
      }
    },
  },
})
