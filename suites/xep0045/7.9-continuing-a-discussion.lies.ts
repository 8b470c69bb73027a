import { liesAbout, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'

export const lies = liesAbout(xep0045, {
  '7.9/adds-no-delay-of-its-own': {
    'stamps whatever it sends': rewrites({ type: 'groupchat', id: 'earlier' }, (message) => [
      message.withChildren([
        ...message.children,
        xml`<delay xmlns='urn:xmpp:delay' from='${message.from?.replace(/\/.*/, '') ?? ''}' stamp='2026-01-01T00:00:00Z'/>`,
      ]),
    ]),
    'puts its own time in place of the earlier one': rewrites(
      { type: 'groupchat', id: 'earlier' },
      (message) => [
        message.withChildren(
          message
            .elements()
            .map((child) =>
              child.name === 'delay' ? child.withAttrs({ stamp: '2026-01-01T00:00:00Z' }) : child,
            ),
        ),
      ],
    ),
  },
})
