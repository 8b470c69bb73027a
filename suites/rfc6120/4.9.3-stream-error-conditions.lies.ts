import { carriesOn, closesWith, hangsUp, liesAbout } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '4.9.3.1/prefers-the-specific-condition': {
    'calls every fault of XML a bad format': closesWith('bad-format'),
  },
  '4.9.3.6/refuses-an-unknown-host': {
    'takes a foreign domain for a bad address': closesWith('improper-addressing'),
    'hangs up on a client that asks for a foreign domain': hangsUp,
    'serves every domain that it is asked for': () => ({
      toClient: (part) =>
        part.kind === 'header' ? undefined : part.kind === 'element' ? ['<stream:features/>'] : [],
    }),
  },
  '4.9.3.14/refuses-what-is-too-big': {
    'takes a stanza that is too big for a broken one': closesWith('not-well-formed'),
    'refuses the stanza and carries on': carriesOn,
  },
  '4.9.3.21/undefined-only-with-a-condition-of-its-own': {
    'has no names for its errors': closesWith('undefined-condition'),
  },
})
