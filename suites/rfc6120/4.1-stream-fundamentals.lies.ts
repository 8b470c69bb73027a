import { liesAbout } from '#lies'
import { rfc6120 } from './requirements.ts'

export const lies = liesAbout(rfc6120, {
  '4.1/answers-with-a-response-stream': {
    'opens its own stream under another name': () => ({
      toClient: (part) =>
        part.kind === 'header' ? [part.raw.replace('<stream:stream', '<stream:session')] : undefined,
    }),
    'closes without having opened a stream of its own': () => ({
      toClient: (part, link) => {
        if (part.kind === 'header') link.hangUp()
        return []
      },
    }),
  },
})
