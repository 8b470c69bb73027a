import { amendsFor, liesAbout, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { omitsStatus } from './room-lies.ts'

const notices = { name: 'message', type: 'groupchat' } as const

export const lies = liesAbout(xep0045, {
  '16.6.2/tells-who-is-shown': {
    'shows them without a word': omitsStatus('102', notices),
    'hides them without a word': omitsStatus('103', notices),
  },
})

export const amends = amendsFor(xep0045, {
  '16.6.2/tells-who-is-shown': {
    'says which change it is': () => {
      let code = '103'
      return {
        toServer: (part) => {
          if (part.kind !== 'element') return undefined
          const form = part.element
            .child('query', 'http://jabber.org/protocol/muc#owner')
            ?.child('x', 'jabber:x:data')
          if (form?.attrs['type'] === 'submit') code = form.toString().includes('>none<') ? '102' : '103'
          return undefined
        },
        toClient: (part) => {
          if (part.kind !== 'element') return undefined
          const x = part.element.child('x', 'http://jabber.org/protocol/muc#user')
          if (part.element.name !== 'message' || x?.child('status')?.attrs['code'] !== '104') return undefined
          return [
            part.element.withChildren([
              x.withChildren([
                ...x.children,
                xml`<status xmlns='http://jabber.org/protocol/muc#user' code='${code}'/>`,
              ]),
            ]),
          ]
        },
      }
    },
  },
})
