import { liesAbout, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '8.3.3.17/remote-server-timeout-is-temporary': {
    'gives up for good': rewrites({ name: 'message', type: 'error' }, (message) => [
      message.withChildren(message.elements().map((child) => child.withAttrs({ type: 'cancel' }))),
    ]),
  },
})
