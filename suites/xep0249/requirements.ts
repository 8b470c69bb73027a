import { defineSpec } from '#catalogue'

const anchors: Readonly<Record<string, string>> = { '2': 'howitworks', '3': 'support' }

/** Clients invite each other directly; all that a server has to do is deliver it. */
export const xep0249 = defineSpec({
  id: 'xep0249',
  title: 'Direct MUC Invitations',
  url: (section) => `https://xmpp.org/extensions/xep-0249.html#${anchors[section] ?? ''}`,
  requirements: {
    '2/delivers-direct-invitations': {
      level: 'MUST',
      covers: [],
      says: 'a direct invitation reaches the invitee from the one who invites, with all that it holds and nothing else',
    },
  },
})
