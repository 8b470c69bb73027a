import { amendsFor, liesAbout, rewrites } from '#lies'
import { timesOut } from './amends.ts'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '8.3.3.17/remote-server-timeout-is-temporary': {
    'gives up for good': rewrites({ name: 'message', type: 'error' }, (message) => [
      message.withChildren(message.elements().map((child) => child.withAttrs({ type: 'cancel' }))),
    ]),
  },
})

export const amends = amendsFor(rfc6120, {
  '8.3.3.17/remote-server-timeout-is-temporary': { 'says what has not come about': timesOut },
})
