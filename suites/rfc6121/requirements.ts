import { defineSpec } from '#catalogue'
import { roster } from './requirements/2-roster.ts'
import { subscriptions } from './requirements/3-subscriptions.ts'
import { presence } from './requirements/4-presence.ts'
import { messages } from './requirements/5-messages.ts'
import { serverRules } from './requirements/8-server-rules.ts'
import { security } from './requirements/11-security.ts'
import { subscriptionStates } from './requirements/A-subscription-states.ts'

export const rfc6121 = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc6121#section-${section}`,
  requirements: {
    ...roster,
    ...subscriptions,
    ...presence,
    ...messages,
    ...serverRules,
    ...security,
    ...subscriptionStates,
  },
})
