import { defineSpec } from '#catalogue'

const anchors: Readonly<Record<string, string>> = { '3.2': 'performingselfping', '3.3': 'serveroptimization' }

export const xep0410 = defineSpec({
  id: 'xep0410',
  title: 'MUC Self-Ping',
  url: (section) => `https://xmpp.org/extensions/xep-0410.html#${anchors[section] ?? ''}`,
  needs: ['muc', 'muc-self-ping'],
  requirements: {
    '3.3/answers-occupants-itself': {
      level: 'MUST',
      covers: ['xep0410-3.3-1'],
      says: 'the ping of an occupant to the own nickname is answered by the room, and reaches no client',
    },
    '3.3/refuses-who-is-not-inside': {
      level: 'MUST',
      covers: ['xep0410-3.3-1'],
      says: 'a ping to a nickname by a client that is not in the room is refused with not-acceptable',
    },
  },
})
