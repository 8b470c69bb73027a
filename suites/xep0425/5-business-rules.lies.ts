import { liesAbout, rewrites, xml } from '#lies'
import { xep0425 } from './requirements.ts'

export const lies = liesAbout(xep0425, {
  '5/stops-distribution': {
    'remembers what was moderated': rewrites({ name: 'message', to: /^nurse/ }, (message) =>
      message.child('body')?.text() === 'Peace'
        ? [message.withChildren([xml`<body>A plague on it</body>`]), message]
        : undefined,
    ),
  },
})
